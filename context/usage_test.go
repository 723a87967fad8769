package buildcontext

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// TestShares holds that what a rule matches is shared out among those who
// decide about it, entry by entry, and that the shares add up.
func TestShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		b := rapid.SampledFrom(ignore.Builders()).Draw(t, "builder")
		m, list := drawRules(t, b)
		every := m.Every()
		got, matches := tree.Shares(every, nil), tree.Matches(every)
		odd := tree.Shares(every, func(rule *ignore.Rule) bool { return rule.Index%2 == 1 })
		for n := range got {
			if n%2 == 0 {
				odd[n] = got[n]
			}
		}
		if diff := cmp.Diff(got, odd); diff != "" {
			t.Fatalf("the shares of every other rule are other ones (-all +every other):\n%s", diff)
		}
		usage := tree.Replay(Rules{Builder: b, Ignore: m}).Usage
		for n, rule := range m.Rules() {
			var sum Totals
			for _, share := range got[n] {
				sum.Add(share.Totals)
				if share.By == n && !rule.Negated && share.Totals != usage[n] {
					t.Errorf("%v, %q: %q decides about %+v, not %+v", b, list, rule.Pattern, usage[n], share.Totals)
				}
			}
			if sum != matches[n] {
				t.Errorf("%v, %q: the shares of %q are %+v, not %+v", b, list, rule.Pattern, sum, matches[n])
			}
			if rule.Late {
				continue
			}
			alone, err := ignore.Compile(b, []string{rule.Pattern})
			if err != nil {
				t.Fatal(err)
			}
			var want shareList
			matched := tree.Replay(Rules{Builder: b, Ignore: alone})
			for i := uint32(1); i < uint32(tree.Len()); i++ {
				if !matched.Excluded(i) {
					continue
				}
				own := Totals{Dirs: 1}
				if !tree.IsDir(i) {
					own = tree.Below(i)
				}
				want.add(index(m.Decide(tree.Path(i)).By), own)
			}
			if diff := cmp.Diff([]Share(want), got[n]); diff != "" {
				t.Errorf("%v, %q, shares of %q (-want +got):\n%s", b, list, rule.Pattern, diff)
			}
		}
	})
}

// TestSharesInParts holds that it does not matter where the parts begin.
func TestSharesInParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		m, _ := drawRules(t, rapid.SampledFrom(ignore.Builders()).Draw(t, "builder"))
		every := m.Every()
		got := make([]shareList, len(m.Rules()))
		count := rapid.IntRange(2, 40).Draw(t, "parts")
		for part := range count {
			w := shareWalk{matchWalk: matchWalk{tree: tree, matcher: every.Matcher, samePattern: samePattern(m.Rules())}, shares: make([]shareList, len(m.Rules()))}
			if first, last := max(tree.bound(part, count), 1), tree.bound(part+1, count); first < last {
				w.run(first, last)
			}
			for n := range got {
				got[n].join(w.shares[n])
			}
		}
		for n, first := range samePattern(m.Rules()) {
			if diff := cmp.Diff([]Share(got[first]), tree.Shares(every, nil)[n]); diff != "" {
				t.Errorf("shares of %q (-in parts +at once):\n%s", m.Rules()[n].Pattern, diff)
			}
		}
	})
}

func TestSharesOf(t *testing.T) {
	list, err := scan.FromEntries("/", []scan.Entry{
		{Path: "keep.log", Mode: 0o644, Size: 5},
		{Path: "node_modules/a.js", Mode: 0o644, Size: 3},
		{Path: "node_modules/b.log", Mode: 0o644, Size: 7},
		{Path: "src/c.log", Mode: 0o644, Size: 11},
	})
	if err != nil {
		t.Fatal(err)
	}
	m, err := ignore.Compile(ignore.BuildKit, []string{"node_modules", "**/*.log", "!keep.log", "node_modules/*.js", "!src"})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]Share{
		{{0, Totals{Files: 2, Dirs: 1, Bytes: 10}}},
		{{0, Totals{Files: 1, Bytes: 7}}, {1, Totals{Files: 1, Bytes: 11}}, {2, Totals{Files: 1, Bytes: 5}}},
		{{2, Totals{Files: 1, Bytes: 5}}},
		{{0, Totals{Files: 1, Bytes: 3}}},
		{{-1, Totals{Dirs: 1}}, {1, Totals{Files: 1, Bytes: 11}}},
	}
	if diff := cmp.Diff(want, New(list).Shares(m.Every(), nil)); diff != "" {
		t.Errorf("shares (-want +got):\n%s", diff)
	}
}
