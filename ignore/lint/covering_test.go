package lint

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore"
)

// drawPass draws a file of rules that often cover one another.
func drawPass(t *rapid.T) *Pass {
	line := rapid.SampledFrom([]string{
		"a", "!a", "a/b", "!a/b", "a/b/c", "**/a", "!**/a", "**/b", "**/*.x", "!**/*.x", "a/f.x", "**/f.x", "**/a/b", "**/**/a/b", "**/**/a", "**x", "**", "*", "a/*", "a/*.x", "!**/**/b",
		"**/a*", "b/a/c", "c/**/b", `**/\d`, "a/d", "**/[ab]", "!**/[ab]", "b/f.x/a", "!b", "b",
	})
	lines := rapid.SliceOfN(line, 1, 12).Draw(t, "lines")
	return newPass(Input{File: ignore.Parse(".dockerignore", []byte(strings.Join(lines, "\n")))})
}

// sureCovers is Covers, but for what only looks like a name to it: the builder reads "\d" as
// a regular expression does.
func sureCovers(by, r *ignore.Rule) bool {
	return (by.Pattern == r.Pattern || !strings.Contains(by.Pattern, `\`)) && by.Covers(r)
}

// TestCoverers holds that the same rules are found as by comparing all with all.
func TestCoverers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPass(t)
		for k, r := range p.rules() {
			if strings.HasPrefix(r.Pattern, "**/**/**/") {
				continue // only what stands for the same is looked for
			}
			for _, same := range []bool{false, true} {
				says := func(by *ignore.Rule) bool {
					return !by.Negated && (same || by.Pattern != r.Pattern) && sureCovers(by, r)
				}
				var after, before *ignore.Rule
				for n, by := range p.rules() {
					if n > k && after == nil && says(by) {
						after = by
					}
					if n < k && n > 0 && says(by) {
						before = by
					}
				}
				if got := p.patterns().after(r, k, same); got != after {
					t.Errorf("%q: after number %d comes %v, want %v", p.File.Bytes(), k, said(got), said(after))
				}
				if got := p.patterns().before(r, k, 1); !same && got != before {
					t.Errorf("%q: before number %d comes %v, want %v", p.File.Bytes(), k, said(got), said(before))
				}
			}
		}
	})
}

// TestCovered holds the same the other way round.
func TestCovered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPass(t)
		var narrow []*ignore.Rule
		for _, r := range p.rules() {
			if !r.Negated {
				narrow = append(narrow, r)
			}
		}
		got := make(map[*ignore.Rule]*ignore.Rule)
		negated := func(r *ignore.Rule) bool { return r.Negated }
		newCovered(p, narrow).each(negated, func(r, first *ignore.Rule) {
			if old := got[r]; old == nil || first.Line < old.Line {
				got[r] = first
			}
		})
		for _, r := range p.rules() {
			var want *ignore.Rule
			for _, n := range narrow {
				if want == nil && r.Negated && sureCovers(r, n) {
					want = n
				}
			}
			if got[r] != want {
				t.Errorf("%q: %s covers first %v, want %v", p.File.Bytes(), r.Text, said(got[r]), said(want))
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
func TestCoverersLookAtFew(t *testing.T) {
	const n = 1000
	var lines strings.Builder
	for k := range n {
		fmt.Fprintf(&lines, "d/f%d.log\n**/*%d.log\n**/f%d*\nd\n", k, k, k)
	}
	p := newPass(Input{File: ignore.Parse(".dockerignore", []byte(lines.String()))})
	lists := 0
	for _, r := range p.rules() {
		p.patterns().of(r, true, func(coverList) { lists++ })
	}
	if most := 8 * len(p.rules()); lists > most {
		t.Errorf("%d lists for %d rules, want at most %d", lists, len(p.rules()), most)
	}
}
