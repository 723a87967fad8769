package buildcontext

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

// Tops finds for each rule the entries that its pattern matches itself, in path order, but
// for those below another one of them. More than most stand for everything: the root alone.
// Rules for which of is false have none. The Matcher comes from [ignore.Matcher.Every].
func (t *Tree) Tops(m *ignore.Matcher, of func(*ignore.Rule) bool, most int) [][]uint32 {
	return t.tops(m, of, most, t.parts())
}

// tops is Tops in so many parts.
func (t *Tree) tops(m *ignore.Matcher, of func(*ignore.Rule) bool, most, count int) [][]uint32 {
	alike, asked := askedAbout(m.Rules(), of)
	parts := make([]topping, count)
	for part := range parts {
		parts[part] = topping{matching: matching{tree: t, matcher: m, alike: alike, asked: asked}, most: most, tops: make([][]uint32, len(alike))}
	}
	t.split(len(parts), func(part int, first, last uint32) { parts[part].run(first, last) })
	tops := make([][]uint32, len(alike))
	for n, rule := range m.Rules() {
		switch first := int(alike[n]); {
		case !of(rule):
		case first < n && tops[first] != nil:
			tops[n] = tops[first]
		default:
			tops[n] = joinTops(parts, first, most)
		}
	}
	return tops
}

// joinTops are those of a rule in all parts.
func joinTops(parts []topping, n, most int) (all []uint32) {
	for k := range parts {
		all = append(all, parts[k].tops[n]...)
	}
	if len(all) > most {
		return []uint32{0}
	}
	return slices.Clip(all)
}

// askedAbout says which of the rules are asked about, for others with the same pattern too,
// and gives for each the first of those alike.
func askedAbout(rules []*ignore.Rule, of func(*ignore.Rule) bool) (first []uint32, asked []bool) {
	first, asked = alike(rules), make([]bool, len(rules))
	for n, rule := range rules {
		asked[first[n]] = asked[first[n]] || of == nil || of(rule)
	}
	return first, asked
}

// A topping looks at a part of the tree.
type topping struct {
	matching
	most int
	tops [][]uint32
}

func (w *topping) run(first, last uint32) {
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
			if _, again := slices.BinarySearch(above, n); !again && len(w.tops[n]) <= w.most {
				w.tops[n] = append(w.tops[n], i)
			}
		}
		if t.IsDir(i) {
			w.enter(i, rules)
		}
	}
}
