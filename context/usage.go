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
	alike := alike(m.Rules())
	parts := make([]matching, t.parts())
	for part := range parts {
		parts[part] = matching{tree: t, matcher: m, alike: alike, totals: make([]Totals, len(m.Rules()))}
	}
	t.split(len(parts), func(part int, first, last uint32) { parts[part].run(first, last) })
	totals := parts[0].totals
	for _, part := range parts[1:] {
		for n := range totals {
			totals[n].Add(part.totals[n])
		}
	}
	for n, first := range alike {
		totals[n] = totals[first]
	}
	return totals
}

// alike gives for each rule the first one with the same pattern.
func alike(rules []*ignore.Rule) []uint32 {
	first := make(map[string]uint32, len(rules))
	out := make([]uint32, len(rules))
	for n, rule := range rules {
		if _, known := first[rule.Pattern]; !known {
			first[rule.Pattern] = uint32(n)
		}
		out[n] = first[rule.Pattern]
	}
	return out
}

// A matching looks at a part of the tree.
type matching struct {
	tree    *Tree
	matcher *ignore.Matcher
	alike   []uint32
	asked   []bool     // of the rules, those that are asked about; nil for all
	lists   [][]uint32 // by what the matcher accepts: the rules, of those alike only the first
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
		w.enter(i, w.touching(i))
	}
	for i := first; i < last; i++ {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		rules, above := w.touching(i), w.stack[len(w.stack)-1].rules
		for _, n := range rules {
			if _, again := slices.BinarySearch(above, n); !again {
				w.totals[n].Add(t.Below(i))
			}
		}
		if t.IsDir(i) {
			w.enter(i, rules)
		}
	}
}

// touching are the rules that match an entry in the directory on top of the
// stack, ascending, of those alike only the first.
func (w *matching) touching(i uint32) []uint32 {
	id, rules := w.stack[len(w.stack)-1].inside.Matches(w.tree.Name(i))
	if id >= 0 && id < len(w.lists) && w.lists[id] != nil {
		return w.lists[id]
	}
	list := make([]uint32, 0, len(rules))
	for _, n := range rules {
		if w.alike[n] == n && (w.asked == nil || w.asked[n]) {
			list = append(list, n)
		}
	}
	if id >= 0 {
		if id >= len(w.lists) {
			w.lists = append(w.lists, make([][]uint32, id+1-len(w.lists))...)
		}
		w.lists[id] = list
	}
	return list
}

// enter puts a directory that the rules match on the stack.
func (w *matching) enter(i uint32, rules []uint32) {
	in := &w.stack[len(w.stack)-1]
	state, _ := w.matcher.Enter(in.inside.Dir, w.tree.Name(i))
	w.stack = append(w.stack, matched{end: w.tree.End(i), inside: w.matcher.Inside(state), rules: join(in.rules, rules)})
}

// join merges two ascending lists. It may return one of them.
func join(a, b []uint32) []uint32 {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
