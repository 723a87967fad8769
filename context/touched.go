package buildcontext

import "github.com/buildctx/buildctx/ignore"

// Touched reports for each rule whether its pattern matches any entry of the
// tree, whichever rule decides about that entry and whether or not the builder
// gets there. A rule may be missed where the rules next to it leave it nothing
// to decide (see [ignore.Matcher.Touches]).
func (t *Tree) Touched(m *ignore.Matcher) []bool {
	parts := make([]touching, t.parts())
	t.split(len(parts), func(part int, first, last uint32) {
		parts[part] = touching{tree: t, matcher: m, touched: make([]bool, len(m.Rules()))}
		parts[part].run(first, last)
	})
	touched := make([]bool, len(m.Rules()))
	for _, part := range parts {
		for n := range part.touched {
			touched[n] = touched[n] || part.touched[n]
		}
	}
	return touched
}

// A touching looks at a part of the tree.
type touching struct {
	tree    *Tree
	matcher *ignore.Matcher
	touched []bool
	seen    []bool // by what entries are touched by
	stack   []matched
}

// A matched is a directory with the state of the matcher in it.
type matched struct {
	end    uint32
	inside ignore.Inside
}

func (w *touching) run(first, last uint32) {
	t, m := w.tree, w.matcher
	w.stack = append(w.stack, matched{t.End(0), m.Inside(m.Root())})
	for _, i := range t.above(first) {
		w.enter(i)
	}
	for i := first; i < last; i++ {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		w.note(w.stack[len(w.stack)-1].inside.Touches(t.Name(i)))
		if t.IsDir(i) {
			w.enter(i)
		}
	}
}

func (w *touching) enter(i uint32) {
	state, _ := w.matcher.Enter(w.stack[len(w.stack)-1].inside.Dir, w.tree.Name(i))
	w.stack = append(w.stack, matched{w.tree.End(i), w.matcher.Inside(state)})
}

// note notes the rules that touch an entry, which are the same for all entries
// with the same id if that is not negative.
func (w *touching) note(id int, rules []uint32) {
	if id >= 0 {
		if id >= len(w.seen) {
			w.seen = append(w.seen, make([]bool, id+1)...)
		}
		if w.seen[id] {
			return
		}
		w.seen[id] = true
	}
	for _, n := range rules {
		w.touched[n] = true
	}
}
