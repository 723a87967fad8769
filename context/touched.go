package buildcontext

import "github.com/buildctx/buildctx/ignore"

// Touched reports for each rule whether its pattern matches any entry of the
// tree, whichever rule decides about that entry and whether or not the builder
// gets there. A rule may be missed where the rules next to it leave it nothing
// to decide (see [ignore.Matcher.Touches]).
func (t *Tree) Touched(m *ignore.Matcher) []bool {
	touched := make([]bool, len(m.Rules()))
	left := len(touched)
	var seen []bool // by what entries are touched by
	type dir struct {
		end    uint32
		inside ignore.Inside
	}
	stack := []dir{{t.End(0), m.Inside(m.Root())}}
	for i := uint32(1); i < t.End(0) && left > 0; i++ {
		for i >= stack[len(stack)-1].end {
			stack = stack[:len(stack)-1]
		}
		inside := &stack[len(stack)-1].inside
		id, rules := inside.Touches(t.Name(i))
		if t.IsDir(i) {
			state, _ := m.Enter(inside.Dir, t.Name(i))
			stack = append(stack, dir{t.End(i), m.Inside(state)})
		}
		if id >= 0 {
			if id >= len(seen) {
				seen = append(seen, make([]bool, id+1)...)
			}
			if seen[id] {
				continue
			}
			seen[id] = true
		}
		for _, n := range rules {
			if !touched[n] {
				touched[n] = true
				left--
			}
		}
	}
	return touched
}
