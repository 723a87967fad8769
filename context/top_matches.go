package buildcontext

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

// TopMatches finds for each rule the topmost entries that its pattern matches,
// in path order. Of more than most it returns the root alone, which stands for
// everything. Rules for which of is false have none.
func (t *Tree) TopMatches(m ignore.FullMatcher, of func(*ignore.Rule) bool, most int) [][]uint32 {
	return t.topMatches(m, of, most, t.parts())
}

// topMatches is TopMatches in so many parts.
func (t *Tree) topMatches(m ignore.FullMatcher, of func(*ignore.Rule) bool, most, count int) [][]uint32 {
	alike, asked := askedAbout(m.Rules(), of)
	parts := make([][][]uint32, count)
	for part := range parts {
		parts[part] = make([][]uint32, len(alike))
	}
	t.split(len(parts), func(part int, first, last uint32) {
		found := parts[part]
		w := matchWalk{tree: t, matcher: m.Matcher, samePattern: alike, asked: asked}
		w.run(first, last, func(n, i uint32) {
			if len(found[n]) <= most {
				found[n] = append(found[n], i)
			}
		})
	})
	tops := make([][]uint32, len(alike))
	for n, rule := range m.Rules() {
		switch first := int(alike[n]); {
		case !of(rule):
		case first < n && tops[first] != nil:
			tops[n] = tops[first]
		default:
			tops[n] = joinTopMatches(parts, first, most)
		}
	}
	return tops
}

// joinTopMatches are those of a rule in all parts.
func joinTopMatches(parts [][][]uint32, n, most int) (all []uint32) {
	for _, found := range parts {
		all = append(all, found[n]...)
	}
	if len(all) > most {
		return []uint32{0}
	}
	return slices.Clip(all)
}

// askedAbout says which of the rules are asked about, be it for another one
// with the same pattern, and returns for each the first with the same pattern.
func askedAbout(rules []*ignore.Rule, of func(*ignore.Rule) bool) (first []uint32, asked []bool) {
	first, asked = samePattern(rules), make([]bool, len(rules))
	for n, rule := range rules {
		asked[first[n]] = asked[first[n]] || of == nil || of(rule)
	}
	return first, asked
}
