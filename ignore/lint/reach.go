package lint

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// A reach is where a cure may change what becomes of an entry: at and below those that a
// line which it takes away or adds matches itself. Nowhere else can it, because a builder
// goes by the lines that match an entry and by what became of the directories above. Where
// the reaches of several cures have nothing in common, one replay tells of each what it
// does.
type reach struct {
	cure *cure
	tops []uint32
	all  bool // it may change anything
	// sign is the same for cures that differ only in which of several lines in a row they
	// change: exceptions apart, their order does not matter.
	sign strings.Builder
}

// mostTops is how many entries a line may match before it counts as one that matches all.
const mostTops = 256

// reaches are those of the cures of a joint; nil where what one does depends on another.
func (p *Pass) reaches(j *joint) []*reach {
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
	every   func() *ignore.Matcher
	list    []string
}

func newReading(b ignore.Builder, f *ignore.File) *reading {
	m := f.Matcher(b)
	return &reading{b, m.Rules(), m, sync.OnceValue(m.Every), f.Patterns(b)}
}

// readings are those of the builders that are asked about the file.
func (p *Pass) readings() []*reading {
	out := []*reading{newReading(p.Builder, p.File)}
	out[0].every = p.every
	for _, o := range p.alike() {
		out = append(out, newReading(o.Builder, p.File))
	}
	return out
}

// alike are the other builders that read the same file.
func (p *Pass) alike() (out []*Other) {
	if p.Build == nil {
		return nil
	}
	for k := range p.Build.Others {
		if o := &p.Build.Others[k]; o.Under != nil {
			out = append(out, o)
		}
	}
	return out
}

// apart reports whether what each line means can be told without the others. Whether
// BuildKit takes a control character depends on whether there is a letter beyond ASCII in
// any line (see [ignore.Sendable]).
func apart(was, now *reading, j *joint) bool {
	is := func(list []string, of func(rune) bool) bool {
		return slices.ContainsFunc(list, func(pattern string) bool { return strings.ContainsFunc(pattern, of) })
	}
	beyond := func(c rune) bool { return c > unicode.MaxASCII }
	sure := func(rule *ignore.Rule) bool {
		return j.was[rule.Line-1] == nil && strings.ContainsFunc(rule.Pattern, beyond)
	}
	return was.builder != ignore.BuildKit || !is(was.list, unicode.IsControl) && !is(now.list, unicode.IsControl) ||
		!is(was.list, beyond) && !is(now.list, beyond) || slices.ContainsFunc(was.rules, sure)
}

// A change is a line that a cure takes away or adds, as one builder reads it.
type change struct {
	rule    *ignore.Rule
	added   bool
	contras int // lines of the other sort before it
	tops    []uint32
}

// reachIn adds to reaches what the cures change for one builder.
func (p *Pass) reachIn(r, now *reading, j *joint, of map[*cure]*reach) {
	changes := make(map[*cure][]change)
	was := func(rule *ignore.Rule) *cure { return j.was[rule.Line-1] }
	is := func(rule *ignore.Rule) *cure { return j.is[rule.Line-1].cure }
	before := newBefore(r.rules)
	add := func(c *cure, ch change, from int) {
		ch.contras = before.contras(ch.rule, from)
		changes[c] = append(changes[c], ch)
	}
	goes := make(map[*ignore.Rule][]*cure)
	for _, c := range j.cures {
		if c.goes != nil {
			goes[c.goes] = append(goes[c.goes], c)
		}
	}
	for n, tops := range p.tops(r, func(rule *ignore.Rule) bool { return was(rule) != nil || goes[rule] != nil }) {
		rule := r.rules[n]
		if c := was(rule); c != nil {
			add(c, change{rule: rule, tops: tops}, rule.Start)
		}
		for _, c := range goes[rule] {
			of[c].look(rule, tops)
		}
	}
	for n, tops := range p.tops(now, func(rule *ignore.Rule) bool { return is(rule) != nil }) {
		if c := is(now.rules[n]); c != nil {
			add(c, change{rule: now.rules[n], added: true, tops: tops}, j.is[now.rules[n].Line-1].from)
		}
	}
	leads := p.leading(r, was)
	for _, c := range j.cures {
		of[c].add(changes[c])
		leads.add(of[c], changes[c])
	}
}

// tops are the entries that some rules match, by rule.
func (p *Pass) tops(r *reading, of func(*ignore.Rule) bool) [][]uint32 {
	if !slices.ContainsFunc(r.rules, of) {
		return nil
	}
	return p.Eligible.Tree.Tops(r.every(), of, mostTops)
}

// look adds what the rule matches that tells whether a cure does what it is for.
func (r *reach) look(rule *ignore.Rule, tops []uint32) {
	r.tops = append(r.tops, tops...)
	fmt.Fprintf(&r.sign, "goes %q ", rule.Pattern)
}

// add adds changes of lines to a reach.
func (r *reach) add(changes []change) {
	r.sign.WriteByte('|')
	for _, ch := range changes {
		if len(ch.tops) == 0 && !ch.rule.Negated {
			continue
		}
		r.tops = append(r.tops, ch.tops...)
		fmt.Fprintf(&r.sign, "%t %t %d %q ", ch.added, ch.rule.Negated, ch.contras, ch.rule.Pattern)
	}
}

// A before counts the lines before a place in the file: patterns and exceptions. Those that
// cannot be compared are both.
type before [2][]int // where they begin

func newBefore(rules []*ignore.Rule) (out before) {
	for _, rule := range rules {
		for k := range out {
			if rule.Late || kind(rule) == k {
				out[k] = append(out[k], rule.Start)
			}
		}
	}
	return out
}

func kind(rule *ignore.Rule) int {
	if rule.Negated {
		return 1
	}
	return 0
}

// contras are the lines of the other sort than a rule before a place.
func (b *before) contras(rule *ignore.Rule, from int) int {
	n, _ := slices.BinarySearch(b[1-kind(rule)], from)
	return n
}

// A leading is into which excluded directories exceptions lead the builder.
type leading struct {
	reading *reading
	tree    *buildcontext.Tree
	all     bool // into all of them, whatever a cure does
}

// leading says where the exceptions lead that no cure changes.
func (p *Pass) leading(r *reading, whose func(*ignore.Rule) *cure) *leading {
	l := &leading{reading: r, tree: p.Eligible.Tree}
	for _, rule := range r.matcher.Everywhere() {
		l.all = l.all || whose(rule) == nil
	}
	return l
}

// add adds to a reach the directories into which a cure has the builder led, or not led any
// more.
func (l *leading) add(r *reach, changes []change) {
	var paths [2][]string
	var everywhere [2]bool
	for _, ch := range changes {
		if !ch.rule.Negated || l.all {
			continue
		}
		path, all := l.reading.matcher.Leads(ch.rule)
		is := 0
		if ch.added {
			is = 1
		}
		paths[is], everywhere[is] = append(paths[is], path), everywhere[is] || all
	}
	slices.Sort(paths[0])
	slices.Sort(paths[1])
	switch {
	case slices.Equal(paths[0], paths[1]):
	case everywhere[0] != everywhere[1], l.reading.builder == ignore.Buildah:
		r.all = true // Buildah compares the beginnings of names, too
	default:
		r.tops = append(r.tops, onlyOne(l.dirs(paths[0]), l.dirs(paths[1]))...)
	}
}

// dirs are the directories that paths lead through.
func (l *leading) dirs(paths []string) map[uint32]bool {
	out := make(map[uint32]bool)
	for _, path := range paths {
		at, ok := uint32(0), true
		for name := range strings.SplitSeq(strings.TrimSuffix(path, "/"), "/") {
			if at, ok = l.tree.Child(at, name); !ok || !l.tree.IsDir(at) {
				break
			}
			out[at] = true
		}
	}
	return out
}

// onlyOne are the directories in one of two sets.
func onlyOne(a, b map[uint32]bool) (out []uint32) {
	for i := range a {
		if !b[i] {
			out = append(out, i)
		}
	}
	for i := range b {
		if !a[i] {
			out = append(out, i)
		}
	}
	return out
}
