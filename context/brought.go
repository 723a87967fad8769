package buildcontext

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

// BroughtBack finds what some of the rules of the View, which are exceptions, bring
// back: of what one of them decides about, the entry on top. They come by rule, in
// path order. Where there are more than most entries it gives up.
func (v *View) BroughtBack(rules []*ignore.Rule, most int) (found [][]uint32, ok bool) {
	t, m := v.Tree, v.Rules.Ignore
	found = make([][]uint32, len(rules))
	type open struct {
		end    uint32
		inside ignore.Inside
		by     *ignore.Rule
	}
	stack := []open{{end: t.End(0), inside: m.Inside(m.Root())}}
	count := 0
	for i := uint32(1); i < uint32(t.Len()); {
		for i >= stack[len(stack)-1].end {
			stack = stack[:len(stack)-1]
		}
		if !v.Looked(i) {
			i = t.End(i)
			continue
		}
		in := &stack[len(stack)-1]
		verdict, _ := in.inside.Verdict(t.Name(i))
		if !verdict.Matched && verdict.By != nil && verdict.By != in.by {
			if n := slices.Index(rules, verdict.By); n >= 0 {
				if count++; count > most {
					return nil, false
				}
				found[n] = append(found[n], i)
			}
		}
		if t.IsDir(i) {
			state, _ := m.Enter(in.inside.Dir, t.Name(i))
			stack = append(stack, open{end: t.End(i), inside: m.Inside(state), by: verdict.By})
		}
		i++
	}
	return found, true
}

// SendsAs reports whether the builder sends the same entries as in another View of
// the Tree, with the same content.
func (v *View) SendsAs(other *View) bool {
	for i, f := range v.flags {
		g := other.flags[i]
		if (f^g)&sent != 0 || f&sent != 0 && (f^g)&hollow != 0 {
			return false
		}
	}
	return true
}
