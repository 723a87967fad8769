package buildcontext

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore"
)

// TestWithoutEachRule holds what each rule matches, and what would be another
// thing without it, against replays of lists with that rule alone and without
// it.
func TestWithoutEachRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		b := rapid.SampledFrom(ignore.Builders()).Draw(t, "builder")
		m, list := drawRules(t, b)
		every := m.Every()
		with := tree.Replay(Rules{Builder: b, Ignore: m})
		again := tree.Replay(Rules{Builder: b, Ignore: every.Matcher})
		matches, changes := tree.Matches(every), with.WithoutEachRule(every)
		for n, rule := range m.Rules() {
			if with.Usage[n] != again.Usage[n] {
				t.Errorf("%q of %q: %+v and %+v", rule.Pattern, list, with.Usage[n], again.Usage[n])
			}
			if rule.Late {
				continue
			}
			alone, err := ignore.Compile(b, []string{rule.Pattern})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := matches[n], tree.Replay(Rules{Builder: b, Ignore: alone}).Usage[0]; got != want {
				t.Errorf("%q alone: %+v, want %+v", rule.Pattern, got, want)
			}
			if len(m.Rules()) != len(list) {
				continue // the builder takes two for one
			}
			less, err := ignore.Compile(b, slices.Delete(slices.Clone(list), n, n+1))
			if err != nil {
				t.Fatal(err)
			}
			var want Change
			without := tree.Replay(Rules{Builder: b, Ignore: less})
			for i := uint32(1); i < uint32(tree.Len()); i++ {
				want.compare(with, i, without.includes(i))
			}
			if changes[n] != want {
				t.Errorf("%v, %q without %q: %+v, want %+v", b, list, list[n], changes[n], want)
			}
		}
	})
}
