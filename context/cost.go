package buildcontext

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

// Prices works out for each exception of the View how many directory entries more
// the builder's client looks at because of its line: as many as [View.Visits]
// would be less without it. For other rules it is 0. Where several exceptions each
// keep BuildKit from leaving anything out, each alone costs nothing. The rules of
// the View are the matcher's, which comes from [ignore.Matcher.Every].
func (v *View) Prices(m *ignore.Matcher) []int {
	prices := make([]int, len(m.Rules()))
	switch everywhere := m.PruningDisabledBy(); {
	case v.Visited == 0, len(everywhere) > 1:
		return prices // whichever line is not there, another one leads everywhere
	case len(everywhere) == 1:
		n := everywhere[0].Index
		prices[n] = v.Visits(m) - v.Visits(m.Without(everywhere[0]))
		return prices
	}
	w := &pricing{view: v, matcher: m, made: make([]*ignore.Matcher, len(prices)), prices: prices}
	w.run()
	return prices
}

// A pricing finds the directories for which an exception matters, and replays the
// walk only below them.
type pricing struct {
	view    *View
	matcher *ignore.Matcher
	made    []*ignore.Matcher // without each rule, once it was needed
	prices  []int
	stack   []priced
}

// A priced is a directory that the builder enters.
type priced struct {
	standing
	rules []uint32 // the exceptions that matter for it or for a directory above it
}

func (w *pricing) run() {
	v, t := w.view, w.view.Tree
	end := t.End(0)
	w.stack = append(w.stack, priced{standing: v.atRoot(w.matcher)})
	for i := t.dirs.next(1, end); i < end; i = t.dirs.next(i, end) {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		in := &w.stack[len(w.stack)-1]
		rules := w.matter(&in.standing, i)
		fresh := slices.DeleteFunc(slices.Clone(rules), func(n uint32) bool {
			_, again := slices.BinarySearch(in.rules, n)
			return again
		})
		if len(fresh) > 0 {
			w.replay(fresh, i)
		}
		if self, enters := v.step(w.matcher, &in.standing, i); enters {
			w.stack = append(w.stack, priced{standing: self, rules: join(in.rules, rules)})
			i++
		} else {
			i = t.End(i)
		}
	}
}

// matter are the exceptions without which something may be another thing at or
// below a directory. One of several that lead into it can be missed.
func (w *pricing) matter(in *standing, i uint32) []uint32 {
	t, m := w.view.Tree, w.matcher
	inside := m.Inside(in.ignore)
	rules := inside.DependsOn(t.Name(i))
	if state, verdict := m.Enter(in.ignore, t.Name(i)); verdict.Matched && m.Descends(state) {
		if lead := m.ExceptionsInto(t.Path(i)); len(lead) == 1 {
			rules = join(rules, lead)
		}
	}
	return slices.DeleteFunc(slices.Clone(rules), func(n uint32) bool { return !m.Rules()[n].Negated })
}

// replay adds to the price of some exceptions what the client leaves out of a
// directory without each of them, and takes off what it leaves out with them.
func (w *pricing) replay(rules []uint32, i uint32) {
	v, t, m := w.view, w.view.Tree, w.matcher
	in, path := w.stack[len(w.stack)-1].standing, ""
	if parent := t.Parent(i); parent != 0 {
		path = t.Path(parent)
	}
	with := v.skipped(m, in, i, t.End(i))
	for _, n := range rules {
		if w.made[n] == nil {
			w.made[n] = m.Without(m.Rules()[n])
		}
		other := in
		other.ignore = w.made[n].Adopt(in.ignore, path)
		w.prices[n] += v.skipped(w.made[n], other, i, t.End(i)) - with
	}
}
