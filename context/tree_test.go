package buildcontext_test

import (
	"io/fs"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// random makes a tree of a few dozen entries.
func random(r *rand.Rand) *buildcontext.Tree {
	names := []string{"a", "b", "c", "a.log", "src", "x-y", "node_modules", ".git"}
	var entries []scan.Entry
	seen := make(map[string]bool)
	dirs := []string{""}
	for range 5 + r.IntN(30) {
		p := path.Join(dirs[r.IntN(len(dirs))], names[r.IntN(len(names))])
		if seen[p] {
			continue
		}
		seen[p] = true
		if r.IntN(3) == 0 {
			dirs = append(dirs, p)
			entries = append(entries, scan.Entry{Path: p, Mode: fs.ModeDir | 0o755})
		} else {
			entries = append(entries, scan.Entry{Path: p, Mode: 0o644, Size: int64(r.IntN(1000))})
		}
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		panic(err)
	}
	return buildcontext.New(list)
}

func TestPathAndLookupAreInverse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		tree := random(r)
		for i := range uint32(tree.Len()) {
			if got, ok := tree.Lookup(tree.Path(i)); !ok || got != i {
				t.Fatalf("Lookup(%q) = %d, %v; want %d", tree.Path(i), got, ok, i)
			}
		}
		for _, missing := range []string{"nowhere", "a/nowhere", "a/b/nowhere", "zzz", "-"} {
			if i, ok := tree.Lookup(missing); ok {
				t.Fatalf("Lookup(%q) = %d", missing, i)
			}
		}
	}
}

func TestBelowAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		tree := random(r)
		for i := range uint32(tree.Len()) {
			var want buildcontext.Totals
			for j := range uint32(tree.Len()) {
				p := tree.Path(j)
				if j != 0 && (i == 0 || j == i || strings.HasPrefix(p, tree.Path(i)+"/")) {
					if tree.IsDir(j) {
						want.Dirs++
					} else {
						want.Files++
						want.Bytes += tree.Size(j)
					}
				}
			}
			if diff := cmp.Diff(want, tree.Below(i)); diff != "" {
				t.Fatalf("Below(%q) (-want +got):\n%s", tree.Path(i), diff)
			}
		}
	}
}

// What is sent and what is not is everything, whatever the rules; and what the
// rules account for is what is not sent, as long as no rule brings back.
func TestTotalsAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	patterns := []string{"a", "**/b", "*.log", "**/*.log", "src", "c/a", "**/node_modules", ".git", "x-?", "*/*"}
	for range 500 {
		tree := random(r)
		var list []string
		for range r.IntN(5) {
			list = append(list, patterns[r.IntN(len(patterns))])
		}
		m, err := ignore.Compile(ignore.BuildKit, list)
		if err != nil {
			t.Fatal(err)
		}
		view := tree.Replay(buildcontext.Rules{Ignore: m})
		all := view.Totals
		all.Add(view.NotSent())
		if diff := cmp.Diff(tree.Below(0), all); diff != "" {
			t.Fatalf("%q: sent and excluded (-all +sum):\n%s", list, diff)
		}
		var used buildcontext.Totals
		for _, u := range view.Usage {
			used.Add(u)
		}
		if diff := cmp.Diff(view.NotSent(), used); diff != "" {
			t.Fatalf("%q: rules account for (-excluded +used):\n%s", list, diff)
		}
	}
}

func TestHardLinksCountOnce(t *testing.T) {
	id := scan.FileID{Device: 1, Inode: 7}
	list, err := scan.FromEntries("/", []scan.Entry{
		{Path: "a/x", Mode: 0o644, Size: 100, ID: id},
		{Path: "b/y", Mode: 0o644, Size: 100, ID: id},
		{Path: "c/z", Mode: 0o644, Size: 100, ID: id},
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := buildcontext.New(list)
	m, err := ignore.Compile(ignore.BuildKit, []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	view := tree.Replay(buildcontext.Rules{Ignore: m})
	if got := view.Totals; got.Files != 2 || got.Bytes != 100 {
		t.Errorf("totals %+v, want 2 files of 100 bytes together", got)
	}
	var got []string
	for e := range view.Entries() {
		got = append(got, e.Kind.String()+" "+tree.Path(e.Index)+" "+e.Linkname)
	}
	// The first name that is sent is the file, though it is not the first on
	// disk.
	want := []string{"dir b ", "file b/y ", "dir c ", "hardlink c/z b/y"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
}

func TestFollowLinks(t *testing.T) {
	link := func(p, target string) scan.Entry {
		return scan.Entry{Path: p, Mode: fs.ModeSymlink | 0o777, Target: target}
	}
	list, err := scan.FromEntries("/", []scan.Entry{
		{Path: "real/a", Mode: 0o644},
		{Path: "real/b", Mode: 0o644},
		{Path: "x/y", Mode: 0o644},
		link("link", "real"), link("abs", "/real/a"), link("up", "../../x"), link("all", "."), link("loop", "loop"),
		link("chain", "link/b"), link("x/l", "../real"),
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := buildcontext.New(list)
	tests := []struct {
		name  string
		paths []string
		want  []string
		whole bool
	}{
		{"plain", []string{"real/a"}, []string{"real/a"}, false},
		{"missing", []string{"no/such"}, []string{"no/such"}, false},
		{"parent covers child", []string{"real", "real/a"}, []string{"real"}, false},
		{"through a link", []string{"link/a"}, []string{"link", "real/a"}, false},
		{"second path through a link is lost", []string{"link/a", "link/b"}, []string{"link", "real/a"}, false},
		{"absolute link", []string{"abs"}, []string{"abs", "real/a"}, false},
		{"link out of the root is clamped", []string{"up"}, []string{"up", "x"}, false},
		{"link to the root", []string{"all/real"}, []string{"all", "real"}, false},
		{"link to the root itself", []string{"all"}, nil, true},
		{"loop", []string{"loop"}, []string{"loop"}, false},
		{"chain", []string{"chain"}, []string{"chain", "link", "real/b"}, false},
		{"wildcard", []string{"*.md"}, []string{"*.md"}, false},
		{"wildcard that names a link", []string{"x/*"}, []string{"real", "x/*"}, false},
		{"root", []string{"."}, nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, whole, unreadable := tree.FollowLinks(tt.paths)
			if diff := cmp.Diff(tt.want, got); diff != "" || whole != tt.whole || unreadable != nil {
				t.Errorf("whole %v, unreadable %q, include (-want +got):\n%s", whole, unreadable, diff)
			}
		})
	}
}

func TestFind(t *testing.T) {
	list, err := scan.FromEntries("/", []scan.Entry{
		{Path: "src/a.go", Mode: 0o644},
		{Path: "src/sub/b.go", Mode: 0o644},
		{Path: "docs/c.md", Mode: 0o644},
		{Path: "link", Mode: fs.ModeSymlink, Target: "src"},
		{Path: "out", Mode: fs.ModeSymlink, Target: "../../etc"},
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := buildcontext.New(list)
	for source, want := range map[string][]string{
		".":          {"."},
		"src":        {"src"},
		"src/*.go":   {"src/a.go"},
		"**/*.go":    {"src/a.go", "src/sub/b.go"},
		"link/a.go":  {"src/a.go"},
		"link":       {"src"},
		"out/passwd": nil,
		"[sd]*/?.md": {"docs/c.md"},
		"nowhere":    nil,
	} {
		var got []string
		for _, i := range tree.Find(source) {
			got = append(got, tree.Path(i))
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Find(%q) (-want +got):\n%s", source, diff)
		}
	}
}
