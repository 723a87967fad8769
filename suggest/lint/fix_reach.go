package lint

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/buildctx/buildctx/ignore"
)

// A reach is where a cure may change what becomes of an entry: at and below
// those that a line which it takes away or adds matches itself. Nowhere else
// can it, because a builder goes by the lines that match an entry and by what
// became of the directories above. Where the reaches of several cures have
// nothing in common, one replay tells of each what it does.
type reach struct {
	cure *cure
	tops []uint32
	all  bool // it may change anything
	// sign is the same for cures that differ only in which of several lines in
	// a row they change: exceptions apart, their order does not matter.
	sign strings.Builder
}

// mostTops is how many entries a line may match before it counts as one that
// matches all.
const mostTops = 256

// reaches are those of the cures of a joint; nil where what one does depends on
// another.
func (p *prover) reaches(j *joint) []*reach {
	of := make(map[*cure]*reach)
	var out []*reach
	marked := bytes.Contains(p.File.Bytes(), []byte("\n"+bom))
	for _, c := range j.cures {
		// The mark is taken off whatever becomes the first line.
		of[c] = &reach{cure: c, all: marked && slices.Contains(c.lines, 0)}
		out = append(out, of[c])
	}
	for _, r := range p.readings() {
		now := newReading(r.builder, j.file)
		if !apart(r, now, j) {
			return nil
		}
		p.reachIn(r, now, j, of)
	}
	return out
}

// A reading is what one builder makes of a file.
type reading struct {
	builder ignore.Builder
	rules   []*ignore.Rule // in force
	matcher *ignore.Matcher
	every   func() ignore.FullMatcher
	list    []string
}

func newReading(b ignore.Builder, f *ignore.File) *reading {
	m := f.Matcher(b)
	return &reading{b, m.Rules(), m, sync.OnceValue(m.Every), f.Patterns(b)}
}

// readings are those of the builders that are asked about the file.
func (p *prover) readings() []*reading {
	out := []*reading{newReading(p.Builder, p.File)}
	out[0].every = p.every
	for _, o := range p.alike() {
		out = append(out, newReading(o.Builder, p.File))
	}
	return out
}

// alike are the other builders that read the same file.
func (in *Input) alike() (out []*Other) {
	for k := range in.Others {
		if o := &in.Others[k]; o.Under != nil {
			out = append(out, o)
		}
	}
	return out
}

// apart reports whether what each line means can be told without the others.
// Where the rules are sent, a control character is taken or not depending on
// whether there is a letter beyond ASCII in any line (see [ignore.Sendable]).
func apart(was, now *reading, j *joint) bool {
	is := func(list []string, of func(rune) bool) bool {
		return slices.ContainsFunc(list, func(pattern string) bool { return strings.ContainsFunc(pattern, of) })
	}
	beyond := func(c rune) bool { return c > unicode.MaxASCII }
	sure := func(rule *ignore.Rule) bool {
		return j.was[rule.Line-1] == nil && strings.ContainsFunc(rule.Pattern, beyond)
	}
	return !was.builder.SendsRules() || !is(was.list, unicode.IsControl) && !is(now.list, unicode.IsControl) ||
		!is(was.list, beyond) && !is(now.list, beyond) || slices.ContainsFunc(was.rules, sure)
}
