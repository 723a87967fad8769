package buildcontext

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// TestCosts holds the cost of every exception, and of all together, against
// replays of lists without them.
func TestCosts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		rules := Rules{Builder: rapid.SampledFrom(ignore.Builders()).Draw(t, "builder")}
		m, list := drawExceptions(t, rules.Builder)
		if rules.Builder == ignore.BuildKit && rapid.Bool().Draw(t, "include") {
			rules.Include = drawList(t, ignore.CompileInclude)
		}
		visits := func(list []string) int {
			other, err := ignore.Compile(rules.Builder, list)
			if err != nil {
				t.Fatal(err)
			}
			return tree.Replay(Rules{Builder: rules.Builder, Ignore: other, Include: rules.Include}).Visited
		}
		rules.Ignore = m
		v := tree.Replay(rules)
		if got := v.Visits(m); got != v.Visited {
			t.Fatalf("%v, %q: visits %d, not %d", rules.Builder, list, v.Visited, got)
		}
		if len(m.Rules()) != len(list) {
			return // the builder takes two for one
		}
		for n, got := range v.Costs(m.Every()) {
			want := 0
			if m.Rules()[n].Negated {
				want = v.Visited - visits(slices.Delete(slices.Clone(list), n, n+1))
			}
			if got != want {
				t.Errorf("%v, %q: %q costs %d, not %d", rules.Builder, list, list[n], want, got)
			}
		}
		firm := func(r *ignore.Rule) bool { return !r.Negated }
		var less []string
		for n, r := range m.Rules() {
			if firm(r) {
				less = append(less, list[n])
			}
		}
		if got, want := v.Visits(m.Only(firm)), visits(less); got != want {
			t.Errorf("%v, %q: visits %d without the exceptions, not %d", rules.Builder, list, want, got)
		}
	})
}

// drawExceptions draws rules most of which are exceptions, also such as lead
// along the same way, and gives them as a list, too.
func drawExceptions(t *rapid.T, b ignore.Builder) (m *ignore.Matcher, list []string) {
	if rapid.Bool().Draw(t, "any") {
		return drawRules(t, b)
	}
	list = rapid.SliceOfN(rapid.SampledFrom([]string{
		"*", "a", "**/b", "a/b", "c", "!a", "!a/b", "!a/b/c", "!a/c/**", "!a/b/*", "!a/bc", "!b", "!b/a", "!c/a/b", "!c/a/e", "!*", "!c/*/b",
	}), 1, 9).Draw(t, "patterns")
	m, err := ignore.Compile(b, list)
	if err != nil {
		t.Fatal(err)
	}
	return m, list
}

func TestCostsOfExceptions(t *testing.T) {
	list, err := scan.FromEntries("/", []scan.Entry{
		{Path: "node_modules/.keep", Mode: 0o644},
		{Path: "node_modules/a/1.js", Mode: 0o644},
		{Path: "node_modules/a/2.js", Mode: 0o644},
		{Path: "node_modules/b/b/3.js", Mode: 0o644},
		{Path: "src/a.js", Mode: 0o644},
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := New(list)
	for _, test := range []struct {
		name    string
		builder ignore.Builder
		rules   []string
		include []string
		want    []int
	}{
		{"none", ignore.BuildKit, []string{"node_modules"}, nil, []int{0}},
		{"a literal path", ignore.BuildKit, []string{"node_modules", "!node_modules/.keep"}, nil, []int{0, 3}},
		{"two in one directory", ignore.BuildKit, []string{"node_modules", "!node_modules/.keep", "!node_modules/a"}, nil, []int{0, 0, 2}},
		{"a wildcard", ignore.BuildKit, []string{"node_modules", "!**/.keep"}, nil, []int{0, 7}},
		{"two wildcards", ignore.BuildKit, []string{"node_modules", "!**/.keep", "!**/3.js"}, nil, []int{0, 0, 0}},
		{"a wildcard beside a literal path", ignore.BuildKit, []string{"node_modules", "!**/.keep", "!node_modules/.keep"}, nil, []int{0, 4, 0}},
		{"an exception that brings back nothing", ignore.BuildKit, []string{"node_modules", "!*.none"}, nil, []int{0, 7}},
		{"a part is asked for", ignore.BuildKit, []string{"node_modules", "!**/.keep"}, []string{"src"}, []int{0, 0}},
		{"the classic builder knows no wildcards", ignore.Classic, []string{"node_modules", "!**/.keep"}, nil, []int{0, 0}},
		{"what is brought back is looked into", ignore.Classic, []string{"*", "!src"}, nil, []int{0, 1}},
		{"beginning with the name", ignore.Buildah, []string{"node_modules", "!node_modules_of_mine"}, nil, []int{0, 3}},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, err := ignore.Compile(test.builder, test.rules)
			if err != nil {
				t.Fatal(err)
			}
			rules := Rules{Builder: test.builder, Ignore: m}
			if test.include != nil {
				if rules.Include, err = ignore.CompileInclude(test.include); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(test.want, tree.Replay(rules).Costs(m.Every())); diff != "" {
				t.Errorf("costs (-want +got):\n%s", diff)
			}
		})
	}
}
