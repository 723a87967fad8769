package gitstate

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
)

// The one pass over both orders finds what looking up every path finds.
func TestIndexInTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"a", "a-", "a-b", "a.b", "a/", "ab", "b", "b!", "\xff"})
		path := rapid.Custom(func(t *rapid.T) string {
			return strings.Trim(strings.ReplaceAll(strings.Join(rapid.SliceOfN(name, 1, 4).Draw(t, "names"), "/"), "//", "/"), "/")
		})
		var entries []scan.Entry
		for _, p := range rapid.SliceOfDistinct(path, rapid.ID).Draw(t, "files") {
			if _, err := scan.FromEntries("/", append(slices.Clone(entries), scan.Entry{Path: p, Mode: 0o644})); err == nil {
				entries = append(entries, scan.Entry{Path: p, Mode: 0o644})
			}
		}
		list, err := scan.FromEntries("/", entries)
		if err != nil {
			t.Fatal(err)
		}
		tree := buildcontext.New(list)
		index := Index{Paths: rapid.SliceOf(path).Draw(t, "tracked")}
		slices.Sort(index.Paths)
		some := func(what string) []string {
			return slices.DeleteFunc(slices.Clone(index.Paths), func(string) bool { return rapid.Bool().Draw(t, what) })
		}
		index.Modules, index.Unchecked = some("is no module"), some("is checked")

		want, missing := make([]tracking, tree.Len()), 0
		for _, p := range slices.Compact(slices.Clone(index.Paths)) {
			submodule, unchecked := slices.Contains(index.Modules, p), slices.Contains(index.Unchecked, p)
			i, ok := tree.Lookup(p)
			switch {
			case ok && submodule != tree.IsDir(i), !ok:
				if !unchecked {
					missing++
				}
				continue
			case submodule:
				want[i] = isModule
			case unchecked:
				want[i] = isUnchecked
			default:
				want[i] = isTracked
			}
		}
		for i := uint32(1); i < uint32(tree.Len()); i++ {
			below := func(p string) bool { return strings.HasPrefix(p, tree.Path(i)+"/") }
			if tree.IsDir(i) && want[i] == notTracked && slices.ContainsFunc(index.Paths, below) {
				want[i] = isTracked
			}
		}
		// Git has nothing below a submodule in its index.
		for i := uint32(1); i < uint32(tree.Len()); i++ {
			for at := tree.Parent(i); at != 0; at = tree.Parent(at) {
				if want[at] == isModule {
					t.Skip()
				}
			}
		}
		got, lost := index.inTree(tree)
		want[0], got[0] = 0, 0
		if !slices.Equal(want, got) || lost != missing {
			t.Fatalf("tree %v\nindex %q\ngot %v, %d missing\nwant %v, %d", entries, index, got, lost, want, missing)
		}
	})
}
