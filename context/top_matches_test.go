package buildcontext

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore"
)

// TestTopMatches holds that the tops of a rule are what it matches if it is the
// only one, entry by entry, and that too many of them are the root.
func TestTopMatches(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		b := rapid.SampledFrom(ignore.Builders()).Draw(t, "builder")
		m, list := drawRules(t, b)
		most := rapid.IntRange(0, 8).Draw(t, "most")
		odd := func(rule *ignore.Rule) bool { return rule.Index%2 == 1 }
		for n, tops := range tree.TopMatches(m.Every(), odd, most) {
			rule := m.Rules()[n]
			var want []uint32
			if odd(rule) && !rule.Late {
				want = topMatchesOfOneRule(tree, m.Only(func(r *ignore.Rule) bool { return r == rule }).Every().Matcher)
			}
			if len(want) > most {
				want = []uint32{0}
			}
			if diff := cmp.Diff(want, slices.Clip(tops)); diff != "" {
				t.Errorf("%v, %q of %q: tops (-want +got):\n%s", b, rule.Pattern, list, diff)
			}
		}
	})
}

// topMatchesOfOneRule looks at every entry from the root down.
func topMatchesOfOneRule(t *Tree, m *ignore.Matcher) (out []uint32) {
	matches := func(i uint32) bool {
		state := m.Root()
		for _, dir := range t.ancestors(i) {
			state, _ = m.Enter(state, t.Name(dir))
		}
		inside := m.Inside(state)
		_, rules := inside.Matches(t.Name(i))
		return len(rules) > 0
	}
	for i := uint32(1); i < uint32(t.Len()); i++ {
		if matches(i) && !slices.ContainsFunc(t.ancestors(i), matches) {
			out = append(out, i)
		}
	}
	return out
}

// TestDiff holds that the entries that change are those of which the answer of
// a View changes.
func TestDiff(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		one, _ := drawRules(t, ignore.BuildKit)
		other, _ := drawRules(t, ignore.BuildKit)
		v, w := tree.Replay(Rules{Ignore: one}), tree.Replay(Rules{Ignore: other})
		var want []uint32
		for i := range uint32(tree.Len()) {
			opensEmptyIn := func(v *View) bool { return v.flags[i]&opensEmpty != 0 }
			if v.Sent(i) != w.Sent(i) || v.Sent(i) && opensEmptyIn(v) != opensEmptyIn(w) {
				want = append(want, i)
			}
		}
		if diff := cmp.Diff(want, slices.Collect(v.Diff(w))); diff != "" {
			t.Errorf("changed (-want +got):\n%s", diff)
		}
		if v.Equal(w) != (len(want) == 0) {
			t.Errorf("sends the same: %v, with %d changes", v.Equal(w), len(want))
		}
	})
}

// What makes many parts of a tree finds the same as one.
func TestTopMatchesInParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		m, list := drawRules(t, ignore.BuildKit)
		all := func(*ignore.Rule) bool { return true }
		want := tree.TopMatches(m.Every(), all, 8)
		for count := 2; count < 6; count++ {
			if diff := cmp.Diff(want, tree.topMatches(m.Every(), all, 8, count)); diff != "" {
				t.Errorf("%q in %d parts (-one +several):\n%s", list, count, diff)
			}
		}
	})
}
