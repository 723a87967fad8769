package lint

import (
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
	"github.com/buildctx/buildctx/ignore/diag"
)

// exceptionBeforeExclude finds negations that a later line undoes: the last
// line that matches decides.
var exceptionBeforeExclude = &Rule{
	ID: "exception-before-exclude", Severity: diag.Warning,
	What: "A line with \"!\" stands before the line that keeps out what it brings back.",
	Why:  "The last line that matches decides, so that the exception has no effect.",
	Bad:  Example{Ignore: "!docs/keep.txt\ndocs\n", Files: "docs/keep.txt docs/a", Fixed: "docs\n!docs/keep.txt\n"},
	Good: Example{Ignore: "docs\n!docs/keep.txt\n", Files: "docs/keep.txt docs/a"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			by := p.overruled(r)
			if by == nil || r.Covers(by) && r.Pattern != by.Pattern {
				continue // what is let in is wide, and what is kept out of it is particular
			}
			f := Finding{Help: "put it behind the other line", Related: []diag.Related{p.at(by, "this has the last word")}}
			if r.Pattern == by.Pattern {
				f.Help, f.Fixes = "remove it", []diag.Fix{p.fix("remove it", p.removed(r))}
			} else {
				f.Fixes = []diag.Fix{p.behind(by, r)}
				if !p.absent(r) { // else nothing shows it
					f.does = helps(r, by)
				}
			}
			p.Report(r, f, "line %d (%s) keeps out again what this brings back", by.Line, by.Text)
		}
	},
}

// behind is the fix that puts lines behind a later one, each with the comments
// that are about it alone.
func (p *Pass) behind(other *ignore.Rule, moved ...*ignore.Rule) diag.Fix {
	last := p.File.Line(other.Line)
	unended := last.Next == last.End // the file ends without a line end
	var text strings.Builder
	var edits []diag.Edit
	for _, r := range moved {
		e := p.taken(r)
		edits = append(edits, e)
		line := string(p.File.Bytes()[e.Start:p.File.Line(r.Line).End])
		if unended {
			text.WriteString(p.end() + line)
		} else {
			text.WriteString(line + p.end())
		}
	}
	edits = append(edits, diag.Edit{Start: last.Next, End: last.Next, New: text.String()})
	what := "it"
	if len(moved) > 1 {
		what = "them"
	}
	return p.fix("put "+what+" behind the other line", edits...)
}

// taken is the edit that takes a line away, with the comments that are about it
// alone.
func (p *Pass) taken(r *ignore.Rule) diag.Edit {
	first := r.Line - 1
	if alone := r.Line == p.File.LineCount() || p.File.Line(r.Line+1).Kind != ignore.Pattern; alone {
		for n := r.Line - 2; n >= 0 && p.File.Line(n+1).Kind == ignore.Comment; n-- {
			first = n
		}
	}
	return diag.Edit{Start: begin(p.File, first), End: p.File.Line(r.Line).Next}
}

// helps tells of a fix that has an exception and another line change places
// whether it lets the exception bring something back, without a finding the
// other way round.
func helps(exception, other *ignore.Rule) func(*trial, int, diag.Safety) bool {
	return func(t *trial, _ int, _ diag.Safety) bool { return t.helps(exception, other) }
}

func (t *trial) helps(exception, other *ignore.Rule) bool {
	then := t.then()
	r := then.exceptions()[exception.Pattern]
	if r == nil {
		return false
	}
	idle := !then.absent(r) && then.decides(r) == (buildcontext.Totals{})
	is := func(found *ignore.Rule) bool { return found != nil && found.Pattern == other.Pattern }
	return !idle && !is(then.undone(r)) && !is(then.overruled(r))
}

// firstExceptions are the first with each pattern.
func (p *project) firstExceptions() map[string]*ignore.Rule {
	out := make(map[string]*ignore.Rule)
	for _, r := range slices.Backward(p.rules()) {
		if r.Negated {
			out[r.Pattern] = r
		}
	}
	return out
}

// overruled is a later rule that keeps out all that a negation brings back; nil
// if there is none. What is there shows it. For what is not there the text
// alone does, unless a line before the negation keeps things out: a later one
// may then be without effect, because a builder does not compare a directory
// that is out already (moby/patternmatcher, MatchesUsingParentResults).
func (p *project) overruled(r *ignore.Rule) *ignore.Rule {
	if !r.Negated {
		return nil
	}
	if p.seen() && !p.absent(r) {
		return p.decider(r)
	}
	if first := p.firstPattern(); first == nil || first.Line < r.Line {
		return nil
	}
	return p.patterns().After(r, -1, cover.Search{Same: true})
}

// findFirstPattern is the first rule that is no exception; nil if there is
// none.
func (p *project) findFirstPattern() *ignore.Rule {
	if k := slices.IndexFunc(p.rules(), func(r *ignore.Rule) bool { return !r.Negated }); k >= 0 {
		return p.rules()[k]
	}
	return nil
}

// decider is the later rule that decides first about what an idle negation
// matches; nil if there is none.
func (p *project) decider(r *ignore.Rule) *ignore.Rule {
	rules := p.File.Matcher(p.Builder).Rules()
	for _, share := range p.shares()[r.Index] {
		if share.By > r.Index && !rules[share.By].Negated {
			return rules[share.By]
		}
	}
	return nil
}
