package suggest

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
)

// A wider finds rules that say what other rules say.
type wider struct {
	rules                []*ignore.Rule
	patterns, exceptions *cover.Covering
	since                []int // by number: of the rules before it, the first behind which none contradicts it
}

// newWider takes the rules of a file that are in force, in its order.
func newWider(f *ignore.File, b ignore.Builder, rules []*ignore.Rule) *wider {
	w := &wider{rules: rules, since: make([]int, len(rules))}
	w.patterns = cover.NewCovering(f, b, rules, func(r *ignore.Rule) bool { return r.Err == nil && !r.Negated })
	w.exceptions = cover.NewCovering(f, b, rules, func(r *ignore.Rule) bool { return r.Err == nil && r.Negated })
	for k := 1; k < len(rules); k++ {
		if w.since[k] = w.since[k-1]; rules[k].Negated != rules[k-1].Negated {
			w.since[k] = k
		}
	}
	return w
}

// said finds a rule that says all that the k-th one says. A later one has the last
// word; an earlier one does if nothing contradicts it before the other. Rules
// that are idle themselves do not count.
func (w *wider) said(k int, idle map[*ignore.Rule]bool) *ignore.Rule {
	r, search := w.rules[k], cover.Search{Same: true, Skip: func(by *ignore.Rule) bool { return idle[by] }}
	if r.Negated {
		return w.exceptions.Before(r, k, w.since[k], search)
	}
	if by := w.patterns.After(r, k, search); by != nil {
		return by
	}
	return w.patterns.Before(r, k, w.since[k], search)
}
