package ignore_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore"
)

// TestEmptiedBy holds that the rule to blame is the last one of all that match
// the path or a directory above it, each of them asked alone, and that there is
// none where the content is sent.
func TestEmptiedBy(t *testing.T) {
	pattern := rapid.SampledFrom([]string{"a", "!a/b", "a/b", "**/c", "!**/c", "*", "!*", "a/*", "!a/b/c", "b", `\y`, "a/b/c"})
	name := rapid.SampledFrom([]string{"a", "b", "c", "y"})
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(pattern, 0, 8).Draw(t, "patterns")
		path := strings.Join(rapid.SliceOfN(name, 1, 3).Draw(t, "path"), "/")
		m, err := ignore.Compile(ignore.BuildKit, list)
		if err != nil {
			t.Skip(err)
		}
		var want *ignore.Rule
		for _, r := range m.Rules() {
			alone := m.Only(func(other *ignore.Rule) bool { return other == r }).Every()
			s, matches := alone.Root(), false
			for name := range strings.SplitSeq(path, "/") {
				inside := alone.Inside(s)
				_, rules := inside.Matches(name)
				matches = matches || len(rules) > 0
				s, _ = alone.Enter(s, name)
			}
			if matches && !m.SendsContent(path) {
				want = r
			}
		}
		if got := m.Every().EmptiedBy(path); got != want {
			t.Errorf("%q, %s: %+v, want %+v", list, path, got, want)
		}
	})
}
