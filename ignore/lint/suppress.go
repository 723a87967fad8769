package lint

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A suppression is a comment that has lint keep silent about the line below it:
// "# buildctx:ignore RULE reason", with commas between several rules. Other comments may
// stand in between.
type suppression struct {
	rules []suppressed
	line  ignore.Line // of the comment
	below ignore.Line // what it speaks of; empty where it stands above nothing
}

// A suppressed is one rule of a suppression.
type suppressed struct {
	id         string
	start, end int // where it stands
	known      bool
	used       bool
}

const suppressWord = "buildctx:ignore"

// suppress takes away what comments in the file silence.
func (p *Pass) suppress() {
	p.silenced = suppressions(p.File)
	p.found = slices.DeleteFunc(p.found, func(d diag.Diagnostic) bool {
		silent := false
		for _, s := range p.silenced {
			if d.Start < s.below.Start || d.Start >= s.below.Next {
				continue
			}
			for k := range s.rules {
				if s.rules[k].id == d.Rule {
					s.rules[k].used, silent = true, true
				}
			}
		}
		return silent
	})
}

// suppressions are those of a file, in its order.
func suppressions(f *ignore.File) (out []*suppression) {
	var open []*suppression
	for _, line := range f.Lines() {
		switch line.Kind {
		case ignore.Comment:
			if rules := suppressedIn(f, line); rules != nil {
				open = append(open, &suppression{rules: rules, line: line})
				out = append(out, open[len(open)-1])
			}
		case ignore.Pattern:
			for _, s := range open {
				s.below = line
			}
			fallthrough
		default:
			open = nil
		}
	}
	return out
}

// suppressedIn are the rules that a comment names; nil if it is another comment.
func suppressedIn(f *ignore.File, line ignore.Line) (out []suppressed) {
	text := string(f.Bytes()[line.Start:line.End])
	_, comment, _ := strings.Cut(text, "#")
	rest, ok := strings.CutPrefix(strings.TrimLeft(comment, " \t"), suppressWord)
	names := strings.TrimLeft(rest, " \t")
	if !ok || names == rest && rest != "" {
		return nil
	}
	at := line.Start + len(text) - len(names)
	if end := strings.IndexAny(names, " \t"); end >= 0 {
		names = names[:end]
	}
	for id := range strings.SplitSeq(names, ",") {
		out = append(out, suppressed{id: id, start: at, end: at + len(id), known: ByID(id) != nil})
		at += len(id) + len(",")
	}
	return out
}
