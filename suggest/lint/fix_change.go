package lint

import (
	"fmt"
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

// A change is a line that a cure takes away or adds, as one builder reads it.
type change struct {
	rule    *ignore.Rule
	added   bool
	contras int // lines of the other sort before it
	tops    []uint32
}

// A reacher finds what the cures of a joint reach for one builder.
type reacher struct {
	prover   *prover
	was, now *reading
	joint    *joint
	before   before
	of       map[*cure]*reach
	changes  map[*cure][]change
}

// reachIn adds to reaches what the cures change for one builder.
func (p *prover) reachIn(was, now *reading, j *joint, of map[*cure]*reach) {
	w := &reacher{prover: p, was: was, now: now, joint: j, before: newBefore(was.rules), of: of, changes: make(map[*cure][]change)}
	w.takeAway()
	w.put()
	leads := p.leading(was, func(rule *ignore.Rule) *cure { return j.was[rule.Line-1] })
	for _, c := range j.cures {
		of[c].add(w.changes[c])
		leads.add(of[c], w.changes[c])
	}
}

// takeAway finds what the lines match that the cures take away, and those that
// they go by.
func (w *reacher) takeAway() {
	goes := make(map[*ignore.Rule][]*cure)
	for _, c := range w.joint.cures {
		if c.goes != nil {
			goes[c.goes] = append(goes[c.goes], c)
		}
	}
	asked := func(rule *ignore.Rule) bool { return w.joint.was[rule.Line-1] != nil || goes[rule] != nil }
	for n, tops := range w.tops(w.was, asked) {
		rule := w.was.rules[n]
		if c := w.joint.was[rule.Line-1]; c != nil {
			w.add(c, change{rule: rule, tops: tops}, rule.Start)
		}
		for _, c := range goes[rule] {
			w.of[c].look(rule, tops)
		}
	}
}

// put finds what the lines match that the cures put in.
func (w *reacher) put() {
	asked := func(rule *ignore.Rule) bool { return w.joint.is[rule.Line-1].cure != nil }
	for n, tops := range w.tops(w.now, asked) {
		rule := w.now.rules[n]
		if by := w.joint.is[rule.Line-1]; by.cure != nil {
			w.add(by.cure, change{rule: rule, added: true, tops: tops}, by.from)
		}
	}
}

func (w *reacher) add(c *cure, ch change, from int) {
	ch.contras = w.before.contras(ch.rule, from)
	w.changes[c] = append(w.changes[c], ch)
}

// tops are the entries that some rules match, by rule.
func (w *reacher) tops(r *reading, of func(*ignore.Rule) bool) [][]uint32 {
	if !slices.ContainsFunc(r.rules, of) {
		return nil
	}
	return w.prover.Eligible.Tree.TopMatches(r.every(), of, mostTops)
}

// look adds what the rule matches that tells whether a cure does what it is
// for.
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

// A before counts the lines before a place in the file: patterns and
// exceptions. Those that cannot be compared are both.
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
