package buildcontext

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

// Matches counts for each rule what its pattern matches and what lies below,
// whichever rule decides about it and whether or not the builder gets there: what
// the line would keep out if it were the only one. The Matcher comes from
// [ignore.Matcher.Every].
func (t *Tree) Matches(m *ignore.Matcher) []Totals {
	parts := make([]matching, t.parts())
	for part := range parts {
		parts[part] = matching{tree: t, matcher: m, totals: make([]Totals, len(m.Rules()))}
	}
	t.split(len(parts), func(part int, first, last uint32) { parts[part].run(first, last) })
	totals := parts[0].totals
	for _, part := range parts[1:] {
		for n := range totals {
			totals[n].Add(part.totals[n])
		}
	}
	return totals
}

// A matching looks at a part of the tree.
type matching struct {
	tree    *Tree
	matcher *ignore.Matcher
	totals  []Totals
	stack   []matched
}

// A matched is a directory with what is known in it.
type matched struct {
	end    uint32
	inside ignore.Inside
	rules  []uint32 // those that match it or a directory above it
}

func (w *matching) run(first, last uint32) {
	t := w.tree
	w.stack = append(w.stack, matched{end: t.End(0), inside: w.matcher.Inside(w.matcher.Root())})
	for _, i := range t.above(first) {
		in := &w.stack[len(w.stack)-1]
		_, rules := in.inside.Touches(t.Name(i))
		w.enter(i, rules)
	}
	for i := first; i < last; i++ {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		in := &w.stack[len(w.stack)-1]
		_, rules := in.inside.Touches(t.Name(i))
		for _, n := range rules {
			if !slices.Contains(in.rules, n) {
				w.totals[n].Add(t.Below(i))
			}
		}
		if t.IsDir(i) {
			w.enter(i, rules)
		}
	}
}

// enter puts a directory that the rules match on the stack.
func (w *matching) enter(i uint32, rules []uint32) {
	in := &w.stack[len(w.stack)-1]
	state, _ := w.matcher.Enter(in.inside.Dir, w.tree.Name(i))
	w.stack = append(w.stack, matched{end: w.tree.End(i), inside: w.matcher.Inside(state), rules: join(in.rules, rules)})
}

// join returns all elements of two lists, each once. It may be one of them.
func join(a, b []uint32) []uint32 {
	out := a
	for _, n := range b {
		if !slices.Contains(a, n) {
			out = append(slices.Clip(out), n)
		}
	}
	return out
}
