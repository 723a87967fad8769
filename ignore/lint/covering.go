package lint

import (
	"sort"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// A pathTrie numbers paths, so that all paths that one begins with are found in a step for
// each component.
type pathTrie map[pathStep]int

type pathStep struct {
	from int
	name string
}

// add is the number of a path, which it gets if it has none.
func (t pathTrie) add(path string) int {
	at := 0
	for name := range strings.SplitSeq(path, "/") {
		next, ok := t[pathStep{at, name}]
		if !ok {
			next = len(t) + 1
			t[pathStep{at, name}] = next
		}
		at = next
	}
	return at
}

// number is that of a path; 0 if it has none.
func (t pathTrie) number(path string) int {
	at := 0
	for name := range strings.SplitSeq(path, "/") {
		if at = t[pathStep{at, name}]; at == 0 {
			break
		}
	}
	return at
}

// prefixes calls yield with the number of each path that a path begins with, itself
// included, as far as they have one.
func (t pathTrie) prefixes(path string, yield func(number int)) {
	at := 0
	for name := range strings.SplitSeq(path, "/") {
		next, ok := t[pathStep{at, name}]
		if !ok {
			return
		}
		at = next
		yield(at)
	}
}

// A coverers finds which rules of a list cover another one (see [ignore.Rule.Covers])
// without comparing all with all. They are numbered as in the list.
type coverers struct {
	rules  []*ignore.Rule
	paths  pathTrie
	byPath map[int][]int    // by the number of the path that they name
	byName map[string][]int // those that name a name anywhere
	same   map[string][]int // by pattern
	globs  *ignore.Matcher  // those that name names anywhere by a wildcard
	glob   []int            // which they are
}

// newCoverers takes the rules of a Pass for which of is true.
func newCoverers(p *Pass, of func(*ignore.Rule) bool) *coverers {
	c := &coverers{rules: p.rules(), paths: make(pathTrie), byPath: make(map[int][]int), byName: make(map[string][]int), same: make(map[string][]int)}
	wild := make(map[*ignore.Rule]bool)
	for n, r := range c.rules {
		if !of(r) {
			continue
		}
		c.same[r.Pattern] = append(c.same[r.Pattern], n)
		name, anywhere := strings.CutPrefix(r.Pattern, "**/")
		switch {
		case !anywhere && isLiteral(r.Pattern):
			number := c.paths.add(r.Pattern)
			c.byPath[number] = append(c.byPath[number], n)
		case anywhere && !strings.Contains(name, "/") && !strings.Contains(name, "**"):
			c.byName[name] = append(c.byName[name], n)
			if !isLiteral(name) {
				wild[r], c.glob = true, append(c.glob, n)
			}
		}
	}
	c.globs = p.File.Matcher(p.Builder).Only(func(r *ignore.Rule) bool { return wild[r] }).Every()
	return c
}

func isLiteral(pattern string) bool { return !strings.ContainsAny(pattern, `*?[\`) }

// A coverList are rules that cover one, ascending; some of them only perhaps.
type coverList struct {
	len     int
	at      func(int) int
	perhaps bool
}

func listOf(numbers []int) coverList {
	return coverList{len: len(numbers), at: func(i int) int { return numbers[i] }}
}

// of calls yield with lists of rules that cover one. Those with the same pattern come only
// where same is true.
func (c *coverers) of(r *ignore.Rule, same bool, yield func(coverList)) {
	if same {
		yield(listOf(c.same[r.Pattern]))
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
			yield(listOf(list))
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
		if len(c.glob) > 0 && isLiteral(name) {
			_, touched := root.Touches(name)
			yield(coverList{len(touched), func(i int) int { return c.glob[touched[i]] }, true})
		}
	}
}

// mostDoubts is how many rules of a list that perhaps cover one are looked at.
const mostDoubts = 8

// after is the first rule behind number k that covers one; nil if there is none.
func (c *coverers) after(r *ignore.Rule, k int, same bool) *ignore.Rule {
	best := len(c.rules)
	c.of(r, same, func(l coverList) {
		from := sort.Search(l.len, func(i int) bool { return l.at(i) > k })
		for i := from; i < min(l.len, from+mostDoubts) && l.at(i) < best; i++ {
			if !l.perhaps || c.rules[l.at(i)].Covers(r) {
				best = l.at(i)
			}
		}
	})
	if best == len(c.rules) {
		return nil
	}
	return c.rules[best]
}

// before is the last rule before number k that covers one, not before number least.
func (c *coverers) before(r *ignore.Rule, k, least int) *ignore.Rule {
	best := least - 1
	c.of(r, false, func(l coverList) {
		from := sort.Search(l.len, func(i int) bool { return l.at(i) >= k }) - 1
		for i := from; i >= max(0, from-mostDoubts) && l.at(i) > best; i-- {
			if !l.perhaps || c.rules[l.at(i)].Covers(r) {
				best = l.at(i)
			}
		}
	})
	if best < least {
		return nil
	}
	return c.rules[best]
}
