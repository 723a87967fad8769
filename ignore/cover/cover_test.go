package cover

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore"
)

// A list of rules with its file.
type drawn struct {
	file  *ignore.File
	rules []*ignore.Rule
}

// of takes the text of a file.
func of(text string) drawn {
	f := ignore.Parse(".dockerignore", []byte(text))
	return drawn{f, slices.DeleteFunc(slices.Clone(f.Rules(ignore.BuildKit)), func(r *ignore.Rule) bool { return r.Err != nil || r.Line < 1 })}
}

// patterns are those that are no exceptions.
func (d drawn) patterns() *Covering {
	return NewCovering(d.file, ignore.BuildKit, d.rules, func(r *ignore.Rule) bool { return !r.Negated })
}

// draw draws a file of rules that often cover one another.
func draw(t *rapid.T) drawn {
	line := rapid.SampledFrom([]string{
		"a", "!a", "a/b", "!a/b", "a/b/c", "**/a", "!**/a", "**/b", "**/*.x", "!**/*.x", "a/f.x", "**/f.x", "**/a/b", "**/**/a/b", "**/**/a", "**x", "**", "*", "a/*", "a/*.x", "!**/**/b",
		"**/a*", "b/a/c", "c/**/b", `**/\d`, "a/d", "**/[ab]", "!**/[ab]", "b/f.x/a", "!b", "b",
	})
	lines := rapid.SliceOfN(line, 1, 12).Draw(t, "lines")
	return of(strings.Join(lines, "\n"))
}

// sureCovers is Covers, but for what only looks like a name to it: the builder
// reads "\d" as a regular expression does.
func sureCovers(by, r *ignore.Rule) bool {
	return (by.Pattern == r.Pattern || !strings.Contains(by.Pattern, `\`)) && by.Covers(r)
}

// TestCovering holds that the same rules are found as by comparing all with
// all.
func TestCovering(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		patterns := p.patterns()
		for k, r := range p.rules {
			if strings.HasPrefix(r.Pattern, "**/**/**/") {
				continue // only what stands for the same is looked for
			}
			for _, same := range []bool{false, true} {
				says := func(by *ignore.Rule) bool {
					return !by.Negated && (same || by.Pattern != r.Pattern) && sureCovers(by, r)
				}
				var after, before *ignore.Rule
				for n, by := range p.rules {
					if n > k && after == nil && says(by) {
						after = by
					}
					if n < k && n > 0 && says(by) {
						before = by
					}
				}
				if got := patterns.After(r, k, Search{Same: same}); got != after {
					t.Errorf("%q: after number %d comes %v, want %v", p.file.Bytes(), k, said(got), said(after))
				}
				if got := patterns.Before(r, k, 1, Search{}); !same && got != before {
					t.Errorf("%q: before number %d comes %v, want %v", p.file.Bytes(), k, said(got), said(before))
				}
			}
		}
	})
}

// TestCovered holds the same the other way round.
func TestCovered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		var narrow []*ignore.Rule
		for _, r := range p.rules {
			if !r.Negated {
				narrow = append(narrow, r)
			}
		}
		got := make(map[*ignore.Rule]*ignore.Rule)
		negated := func(r *ignore.Rule) bool { return r.Negated }
		NewCovered(p.file, ignore.BuildKit, p.rules, narrow).Each(negated, func(r, first *ignore.Rule) {
			if old := got[r]; old == nil || first.Line < old.Line {
				got[r] = first
			}
		})
		for _, r := range p.rules {
			var want *ignore.Rule
			for _, n := range narrow {
				if want == nil && r.Negated && sureCovers(r, n) {
					want = n
				}
			}
			if got[r] != want {
				t.Errorf("%q: %s covers first %v, want %v", p.file.Bytes(), r.Text, said(got[r]), said(want))
			}
		}
	})
}

func said(r *ignore.Rule) string {
	if r == nil {
		return "nothing"
	}
	return fmt.Sprintf("line %d (%s)", r.Line, r.Text)
}

// Of many rules that cover one only few are looked at.
func TestCoveringLooksAtFew(t *testing.T) {
	const n = 1000
	var lines strings.Builder
	for k := range n {
		fmt.Fprintf(&lines, "d/f%d.log\n**/*%d.log\n**/f%d*\nd\n", k, k, k)
	}
	p := of(lines.String())
	patterns, lists := p.patterns(), 0
	for _, r := range p.rules {
		patterns.of(r, true, func(list) { lists++ })
	}
	if most := 8 * len(p.rules); lists > most {
		t.Errorf("%d lists for %d rules, want at most %d", lists, len(p.rules), most)
	}
}
