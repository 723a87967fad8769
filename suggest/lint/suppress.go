package lint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// A Silence has lint keep silent about a rule wherever it finds something: one
// that a configuration names.
type Silence struct {
	// Rule is the ID, At the place where it is named.
	Rule string
	At   Span
}

// A suppression has lint keep silent about a rule: everywhere, or about the
// line below a comment "# buildctx:ignore RULE reason", with commas between
// several rules. Other comments may stand in between.
type suppression struct {
	id    string
	at    Span  // where the rule is named
	below *Span // what it speaks of; nil for everything
	rule  *Rule // of that ID; nil if there is none
	mutes []*mute
}

// used reports whether something was found that it silences.
func (s *suppression) used() bool {
	return slices.ContainsFunc(s.mutes, func(m *mute) bool { return m.used })
}

// A commented is a comment with what stands below it; that is empty where
// nothing does.
type commented struct {
	text  string // with the line end
	at    Span
	below *Span
}

const suppressWord = "buildctx:ignore"

// suppress takes away what comments and the configuration silence.
func (p *Pass) suppress() {
	for _, c := range append(p.comments(), p.dockerfile.comments()...) {
		p.silenced = append(p.silenced, c.suppressions()...)
	}
	for _, s := range p.Silenced {
		p.silenced = append(p.silenced, &suppression{id: s.Rule, at: s.At})
	}
	p.mutes = make(mutes)
	for _, s := range p.silenced {
		s.rule = ByID(s.id)
		p.mutes.add(s)
	}
	p.silence()
}

// silence takes away what is silenced of what is found.
func (p *Pass) silence() {
	all := len(p.found)
	p.found = slices.DeleteFunc(p.found, p.mutes.silence)
	p.muted += all - len(p.found)
}

// comments are those of the ignore file, each with the pattern below it.
func (p *project) comments() (out []commented) {
	below := &Span{} // what follows the comments that come next
	for line := range p.File.Lines() {
		here := Span{p.path(), line.Start, line.Next}
		switch line.Kind {
		case ignore.Comment:
			if text := p.File.Bytes()[line.Start:line.End]; bytes.Contains(text, []byte(suppressWord)) {
				out = append(out, commented{string(text), here, below})
			}
			continue
		case ignore.Pattern:
			*below = here
		}
		below = &Span{}
	}
	return out
}

// suppressions are what a comment silences; none if it is another one.
func (c *commented) suppressions() (out []*suppression) {
	text := strings.TrimRight(c.text, "\r\n")
	_, comment, _ := strings.Cut(text, "#")
	rest, ok := strings.CutPrefix(strings.TrimLeft(comment, " \t"), suppressWord)
	names := strings.TrimLeft(rest, " \t")
	if !ok || names == rest && rest != "" {
		return nil
	}
	at := c.at.Start + len(text) - len(names)
	for {
		rest := strings.TrimLeft(names, " \t")
		at += len(names) - len(rest)
		end := strings.IndexAny(rest, ", \t")
		if end < 0 {
			end = len(rest)
		}
		id := strings.TrimSuffix(rest[:end], ":")
		out = append(out, &suppression{id: id, at: Span{c.at.File, at, at + len(id)}, below: c.below})
		if end == len(rest) || rest[end] != ',' {
			return out
		}
		names = rest[end+1:]
		at += end + 1
	}
}
