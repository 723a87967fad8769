package buildcontext

import (
	"fmt"
	"io/fs"
	"strings"
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
	rapid.Check(t, func(t *rapid.T) {
		tree := drawTree(t)
		rules := Rules{Builder: rapid.SampledFrom(ignore.Builders()).Draw(t, "builder")}
		rules.Ignore, _ = drawRules(t, rules.Builder)
		if rules.Builder == ignore.BuildKit && rapid.Bool().Draw(t, "include") {
			rules.Include = drawList(t, ignore.CompileInclude)
		}
		whole, parts := tree.replay(rules, 1), tree.replay(rules, rapid.IntRange(2, 40).Draw(t, "parts"))
		if diff := cmp.Diff(whole, parts, cmpopts.IgnoreFields(View{}, "Tree", "Rules", "sums"), cmp.AllowUnexported(View{}),
			cmp.Comparer(func(a, b Failure) bool { return fmt.Sprint(a) == fmt.Sprint(b) })); diff != "" {
			t.Error(diff)
		}
	})
}

// drawTree draws a tree of a few names, with hard links, sockets and things
// that cannot be read.
func drawTree(t *rapid.T) *Tree {
	names := rapid.SampledFrom([]string{"a", "b", "c", "d.log", "e", "[", "f.md"})
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
			directory = directory || strings.HasPrefix(other, path+"/")
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
	return New(listing)
}

// drawRules draws rules for a builder, and gives them as a list, too.
func drawRules(t *rapid.T, b ignore.Builder) (m *ignore.Matcher, list []string) {
	m = drawList(t, func(patterns []string) (*ignore.Matcher, error) {
		list = patterns
		return ignore.Compile(b, patterns)
	})
	return m, list
}

// drawList draws patterns until they compile.
func drawList(t *rapid.T, compile func([]string) (*ignore.Matcher, error)) *ignore.Matcher {
	patterns := rapid.SampledFrom([]string{
		"a", "*", "b/c", "!a/b", "!**/e", "**/d.log", "!b", "c/*", "!c/a/e", "a[", `**/\y`, "**/a", "[ab]", "!a", "**", `b\b`, "*/*/c",
	})
	for {
		if m, err := compile(rapid.SliceOfN(patterns, 0, 7).Draw(t, "patterns")); err == nil {
			return m
		}
	}
}
