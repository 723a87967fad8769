package cover

import (
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// A Covered finds, the other way round, the first of some rules that others
// cover.
type Covered struct {
	file    *ignore.File
	builder ignore.Builder
	rules   []*ignore.Rule
	paths   pathTrie
	byPath  map[int]*ignore.Rule    // by each path that they begin with
	byName  map[string]*ignore.Rule // by each name in them
	names   []string                // those, in order
	same    map[string]*ignore.Rule // by pattern
}

// NewCovered takes rules of a file, in its order: all that may cover others,
// and those others.
func NewCovered(f *ignore.File, b ignore.Builder, all, others []*ignore.Rule) *Covered {
	c := &Covered{file: f, builder: b, rules: all, paths: make(pathTrie), byPath: make(map[int]*ignore.Rule), byName: make(map[string]*ignore.Rule), same: make(map[string]*ignore.Rule)}
	for _, r := range others {
		if c.same[r.Pattern] == nil {
			c.same[r.Pattern] = r
		}
		rest := r.Pattern
		for strings.HasPrefix(rest, "**/") {
			rest = rest[len("**/"):]
		}
		if strings.HasPrefix(rest, "**") {
			continue
		}
		if rest != r.Pattern && c.same["**/"+rest] == nil {
			c.same["**/"+rest] = r
		}
		c.add(r, rest)
	}
	return c
}

func (c *Covered) add(r *ignore.Rule, rest string) {
	if rest == r.Pattern {
		c.paths.add(rest)
		c.paths.prefixes(rest, func(number int) {
			if c.byPath[number] == nil {
				c.byPath[number] = r
			}
		})
	}
	for name := range strings.SplitSeq(rest, "/") {
		if c.byName[name] == nil {
			c.byName[name], c.names = r, append(c.names, name)
		}
	}
}

// Each calls yield with each rule for which of is true and the first that it
// covers.
func (c *Covered) Each(of func(*ignore.Rule) bool, yield func(r, first *ignore.Rule)) {
	one := func(r, first *ignore.Rule) {
		if first != nil {
			yield(r, first)
		}
	}
	var globs []*ignore.Rule
	for _, r := range c.rules {
		if !of(r) {
			continue
		}
		one(r, c.same[r.Pattern])
		name, anywhere := strings.CutPrefix(r.Pattern, "**/")
		switch {
		case !anywhere && IsLiteral(r.Pattern):
			one(r, c.byPath[c.paths.number(r.Pattern)])
		case anywhere && !strings.Contains(name, "/") && !strings.Contains(name, "**"):
			one(r, c.byName[name])
			if !IsLiteral(name) {
				globs = append(globs, r)
			}
		}
	}
	c.eachGlob(globs, one)
}

// eachGlob does it for those that name names by a wildcard.
func (c *Covered) eachGlob(globs []*ignore.Rule, yield func(r, first *ignore.Rule)) {
	if len(globs) == 0 {
		return
	}
	of := make(map[*ignore.Rule]bool)
	for _, r := range globs {
		of[r] = true
	}
	m := c.file.Matcher(c.builder).Only(func(r *ignore.Rule) bool { return of[r] }).Every().Matcher
	root := m.Inside(m.Root())
	done := make(map[uint32]bool)
	for _, name := range c.names {
		if !IsLiteral(name) {
			continue
		}
		_, touched := root.Matches(name)
		for _, k := range touched {
			if first := c.byName[name]; !done[k] && globs[k].Covers(first) {
				done[k] = true
				yield(globs[k], first)
			}
		}
	}
}
