package buildcontext

import (
	"iter"

	"github.com/buildctx/buildctx/ignore"
)

// BroughtBack finds what some of the rules of the View, which are exceptions, bring
// back: of what one of them decides about, the entry on top. They come by rule, in
// path order. Of more than most entries of a rule, one more than that come.
func (v *View) BroughtBack(rules []*ignore.Rule, most int) (found [][]uint32) {
	t, m := v.Tree, v.Rules.Ignore
	found = make([][]uint32, len(rules))
	number := make(map[*ignore.Rule]int, len(rules))
	for n, rule := range rules {
		number[rule] = n
	}
	type open struct {
		end    uint32
		inside ignore.Inside
		by     *ignore.Rule
	}
	stack := []open{{end: t.End(0), inside: m.Inside(m.Root())}}
	full := 0 // rules of which more than most are found
	for i := uint32(1); i < uint32(t.Len()) && full < len(rules); {
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
			if n, asked := number[verdict.By]; asked && len(found[n]) <= most {
				if found[n] = append(found[n], i); len(found[n]) > most {
					full++
				}
			}
		}
		if t.IsDir(i) {
			state, _ := m.Enter(in.inside.Dir, t.Name(i))
			stack = append(stack, open{end: t.End(i), inside: m.Inside(state), by: verdict.By})
		}
		i++
	}
	return found
}

// SendsAs reports whether the builder sends the same entries as in another View of
// the Tree, with the same content.
func (v *View) SendsAs(other *View) bool {
	for range v.Changed(other) {
		return false
	}
	return true
}

// Changed are the entries that the builder sends in one of two Views of the Tree only,
// or with another content, in path order.
func (v *View) Changed(other *View) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i, f := range v.flags {
			g := other.flags[i]
			if ((f^g)&sent != 0 || f&sent != 0 && (f^g)&hollow != 0) && !yield(uint32(i)) {
				return
			}
		}
	}
}
