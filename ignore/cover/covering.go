package cover

import (
	"sort"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// A Covering finds which rules of a list cover another one (see
// [ignore.Rule.Covers]) without comparing all with all. They are numbered as in
// the list.
type Covering struct {
	rules  []*ignore.Rule
	paths  pathTrie
	byPath map[int][]int    // by the number of the path that they name
	byName map[string][]int // those that name a name anywhere
	same   map[string][]int // by pattern
	globs  *ignore.Matcher  // those that name names anywhere by a wildcard
	glob   []int            // which they are
}

// NewCovering takes, of some rules of a file in their order, those for which of
// is true.
func NewCovering(f *ignore.File, b ignore.Builder, rules []*ignore.Rule, of func(*ignore.Rule) bool) *Covering {
	c := &Covering{rules: rules, paths: make(pathTrie), byPath: make(map[int][]int), byName: make(map[string][]int), same: make(map[string][]int)}
	wild := make(map[*ignore.Rule]bool)
	for n, r := range c.rules {
		if !of(r) {
			continue
		}
		c.same[r.Pattern] = append(c.same[r.Pattern], n)
		name, anywhere := strings.CutPrefix(r.Pattern, "**/")
		switch {
		case !anywhere && IsLiteral(r.Pattern):
			number := c.paths.add(r.Pattern)
			c.byPath[number] = append(c.byPath[number], n)
		case anywhere && !strings.Contains(name, "/") && !strings.Contains(name, "**"):
			c.byName[name] = append(c.byName[name], n)
			if !IsLiteral(name) {
				wild[r], c.glob = true, append(c.glob, n)
			}
		}
	}
	c.globs = f.Matcher(b).Only(func(r *ignore.Rule) bool { return wild[r] }).Every().Matcher
	return c
}

// IsLiteral reports whether a pattern stands for what it spells.
func IsLiteral(pattern string) bool { return !strings.ContainsAny(pattern, `*?[\`) }

// A list holds rules that cover one, ascending; with perhaps, only some of them
// do.
type list struct {
	len     int
	at      func(int) int
	perhaps bool
}

func listed(numbers []int) list {
	return list{len: len(numbers), at: func(i int) int { return numbers[i] }}
}

// of calls yield with lists of rules that cover one. Those with the same
// pattern come only where same is true.
func (c *Covering) of(r *ignore.Rule, same bool, yield func(list)) {
	if same {
		yield(listed(c.same[r.Pattern]))
	}
	rest := r.Pattern
	for strings.HasPrefix(rest, "**/") {
		rest = rest[len("**/"):]
	}
	if strings.HasPrefix(rest, "**") {
		return
	}
	others := func(list []int) {
		if len(list) > 0 && c.rules[list[0]].Pattern != r.Pattern {
			yield(listed(list))
		}
	}
	if rest == r.Pattern {
		c.paths.prefixes(rest, func(number int) { others(c.byPath[number]) })
	} else {
		others(c.same["**/"+rest])
	}
	root := c.globs.Inside(c.globs.Root())
	for name := range strings.SplitSeq(rest, "/") {
		others(c.byName[name])
		if len(c.glob) > 0 && IsLiteral(name) {
			_, touched := root.Matches(name)
			yield(list{len(touched), func(i int) int { return c.glob[touched[i]] }, true})
		}
	}
}

// mostDoubts is how many rules of a list that perhaps cover one are looked at.
const mostDoubts = 8

// mostSkipped is how many rules of a list are passed over that do not count.
const mostSkipped = 64

// A Search says which rules count in a [Covering].
type Search struct {
	// Same says that rules with the same pattern count, too.
	Same bool
	// Skip, if it is there, says which rules do not count.
	Skip func(*ignore.Rule) bool
}

// After is the first rule behind number k that covers one; nil if there is
// none.
func (c *Covering) After(r *ignore.Rule, k int, s Search) *ignore.Rule {
	best := len(c.rules)
	c.of(r, s.Same, func(l list) {
		from := sort.Search(l.len, func(i int) bool { return l.at(i) > k })
		n := counted{}
		for i := from; i < l.len && l.at(i) < best && n.few(); i++ {
			if c.counts(r, l, i, s, &n) {
				best = l.at(i)
			}
		}
	})
	if best == len(c.rules) {
		return nil
	}
	return c.rules[best]
}

// Before is the last rule before number k that covers one, not before number
// least.
func (c *Covering) Before(r *ignore.Rule, k, least int, s Search) *ignore.Rule {
	best := least - 1
	c.of(r, s.Same, func(l list) {
		from := sort.Search(l.len, func(i int) bool { return l.at(i) >= k }) - 1
		n := counted{}
		for i := from; i >= 0 && l.at(i) > best && n.few(); i-- {
			if c.counts(r, l, i, s, &n) {
				best = l.at(i)
			}
		}
	})
	if best < least {
		return nil
	}
	return c.rules[best]
}

// A counted says how many rules of a list were looked at to no end.
type counted struct{ doubts, skipped int }

func (n counted) few() bool { return n.doubts < mostDoubts && n.skipped < mostSkipped }

// counts reports whether the i-th of a list covers a rule and is looked for.
func (c *Covering) counts(r *ignore.Rule, l list, i int, s Search, n *counted) bool {
	by := c.rules[l.at(i)]
	switch {
	case s.Skip != nil && s.Skip(by):
		n.skipped++
		return false
	case l.perhaps:
		n.doubts++
		return by.Covers(r)
	}
	return true
}
