package suggest

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// A wider finds rules that say what other rules say. Of a long file it compares
// only those that have something in common.
type wider struct {
	rules []*ignore.Rule
	by    map[string][]int // their places, by the pattern
	globs []int            // those that match names at any depth by a wildcard
}

func newWider(rules []*ignore.Rule) *wider {
	w := &wider{rules: rules, by: make(map[string][]int)}
	for k, r := range rules {
		if name, anywhere := strings.CutPrefix(r.Pattern, "**/"); anywhere && isGlob(name) {
			w.globs = append(w.globs, k)
		}
		w.by[r.Pattern] = append(w.by[r.Pattern], k)
	}
	return w
}

// said finds a rule that says all that the k-th one says. A later one has the last
// word; an earlier one does if nothing contradicts it before the other. Rules
// that are idle themselves do not count.
func (w *wider) said(k int, idle map[*ignore.Rule]bool) *ignore.Rule {
	r := w.rules[k]
	places := w.places(r.Pattern)
	places = slices.DeleteFunc(places, func(at int) bool {
		by := w.rules[at]
		return at == k || by.Err != nil || by.Negated != r.Negated || idle[by] || !by.Covers(r)
	})
	for _, at := range places {
		if at > k && !r.Negated {
			return w.rules[at]
		}
	}
	for _, at := range slices.Backward(places) {
		contradicts := func(between *ignore.Rule) bool { return between.Negated != r.Negated }
		if at < k && !slices.ContainsFunc(w.rules[at:k], contradicts) {
			return w.rules[at]
		}
	}
	return nil
}

// places are those of the rules that may say what a pattern says, in the order of
// the file: see [ignore.Rule.Covers].
func (w *wider) places(pattern string) []int {
	out := append(slices.Clone(w.globs), w.by[pattern]...)
	for at, c := range pattern {
		if c == '/' {
			out = append(out, w.by[pattern[:at]]...)
		}
	}
	for component := range strings.SplitSeq(pattern, "/") {
		out = append(out, w.by["**/"+component]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
