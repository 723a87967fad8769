package buildcontext

import "github.com/buildctx/buildctx/ignore"

// Touched reports for each rule whether its pattern matches any entry of the
// tree, whichever rule decides about that entry and whether or not the builder
// gets there. A rule may be missed where the rules next to it leave it nothing
// to decide (see [ignore.Matcher.Touches]).
func (t *Tree) Touched(m *ignore.Matcher) []bool {
	touched := make([]bool, len(m.Rules()))
	left := len(touched)
	seen := make(map[int]bool)
	stack := []dir{{end: t.End(0), ignore: m.Root()}}
	for i := uint32(1); i < t.End(0) && left > 0; i++ {
		for i >= stack[len(stack)-1].end {
			stack = stack[:len(stack)-1]
		}
		state, _ := m.Enter(stack[len(stack)-1].ignore, t.Name(i))
		if t.IsDir(i) {
			stack = append(stack, dir{end: t.End(i), ignore: state})
		}
		id, rules := m.Touches(state)
		if id >= 0 && seen[id] {
			continue
		}
		seen[id] = true
		for _, n := range rules {
			if !touched[n] {
				touched[n] = true
				left--
			}
		}
	}
	return touched
}
