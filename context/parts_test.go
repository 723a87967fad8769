package buildcontext

import (
	"fmt"
	"io/fs"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// TestParts holds that a walk which is replayed in parts finds what it finds in
// one go, wherever the parts begin.
func TestParts(t *testing.T) {
	names := rapid.SampledFrom([]string{"a", "b", "c", "d.log", "e", "[", "f.md"})
	patterns := rapid.SampledFrom([]string{"a", "*", "b/c", "!a/b", "!**/e", "**/d.log", "!b", "c/*", "!c/a/e", "a[", `**/\y`, "**/a"})
	rapid.Check(t, func(t *rapid.T) {
		entries := make(map[string]scan.Entry)
		for range rapid.IntRange(0, 30).Draw(t, "files") {
			path := names.Draw(t, "name")
			for range rapid.IntRange(0, 3).Draw(t, "depth") {
				path += "/" + names.Draw(t, "name")
			}
			e := scan.Entry{Path: path, Mode: 0o644, Size: int64(len(path))}
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0:
				e.ID, e.Size = scan.FileID{Inode: uint64(rapid.IntRange(1, 3).Draw(t, "inode"))}, 9
			case 1:
				e.Mode = fs.ModeSocket | 0o755
			}
			entries[path] = e
		}
		var list []scan.Entry
		for path, e := range entries {
			directory := false
			for other := range entries {
				directory = directory || len(other) > len(path) && other[:len(path)+1] == path+"/"
			}
			if !directory {
				list = append(list, e)
			}
		}
		listing, err := scan.FromEntries("/root", list)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(0, 3).Draw(t, "problems") {
			i := uint32(rapid.IntRange(0, listing.Len()-1).Draw(t, "entry"))
			kind := rapid.SampledFrom([]scan.Kind{scan.Unreadable, scan.NoStatus}).Draw(t, "problem")
			listing.Problems = append(listing.Problems, scan.Problem{Entry: i, Path: listing.Path(i), Kind: kind, Err: fs.ErrPermission})
		}
		tree := New(listing)
		rules := Rules{Builder: rapid.SampledFrom(ignore.Builders()).Draw(t, "builder")}
		rules.Ignore = drawList(t, patterns, func(list []string) (*ignore.Matcher, error) { return ignore.Compile(rules.Builder, list) })
		if rules.Builder == ignore.BuildKit && rapid.Bool().Draw(t, "include") {
			rules.Include = drawList(t, patterns, ignore.CompileInclude)
		}
		whole, parts := tree.replay(rules, 1), tree.replay(rules, rapid.IntRange(2, 40).Draw(t, "parts"))
		if diff := cmp.Diff(whole, parts, cmpopts.IgnoreFields(View{}, "Tree", "Rules", "sums"), cmp.AllowUnexported(View{}),
			cmp.Comparer(func(a, b Failure) bool { return fmt.Sprint(a) == fmt.Sprint(b) })); diff != "" {
			t.Error(diff)
		}
	})
}

// drawList draws patterns until they compile.
func drawList(t *rapid.T, patterns *rapid.Generator[string], compile func([]string) (*ignore.Matcher, error)) *ignore.Matcher {
	for {
		if m, err := compile(rapid.SliceOfN(patterns, 0, 6).Draw(t, "patterns")); err == nil {
			return m
		}
	}
}
