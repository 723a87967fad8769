package buildcontext

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// TestFurtherNames holds that all names of a file are told but the first of
// those that count.
func TestFurtherNames(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var links []scan.Link
		var want []uint32
		counts, met := make(map[uint32]bool), make(map[uint64]bool)
		for i := range uint32(30) {
			inode := uint64(random.IntN(6))
			if random.IntN(3) == 0 {
				continue
			}
			links = append(links, scan.Link{Entry: i, ID: scan.FileID{Device: 1, Inode: inode}})
			if counts[i] = random.IntN(3) > 0; counts[i] {
				if met[inode] {
					want = append(want, i)
				}
				met[inode] = true
			}
		}
		numbered := newHardLinks(links)
		got := slices.Collect(numbered.furtherNames(func(i uint32) bool { return counts[i] }))
		if !slices.Equal(got, want) {
			t.Fatalf("%v of %v, want %v", got, links, want)
		}
	}
}

// TestBelow holds what lies below each entry against a count of one entry
// after the other.
func TestBelow(t *testing.T) {
	tree := treeOf(t,
		scan.Entry{Path: "a/b/c", Mode: 0o600, Size: 7, ID: scan.FileID{Inode: 1}},
		scan.Entry{Path: "a/b/d", Mode: 0o600, Size: 5},
		scan.Entry{Path: "a/e", Mode: 0o600, Size: 7, ID: scan.FileID{Inode: 1}},
		scan.Entry{Path: "f/g/h/i", Mode: 0o600, Size: 3},
		scan.Entry{Path: "j", Mode: 0o600, Size: 7, ID: scan.FileID{Inode: 1}},
	)
	sums := tree.Replay(Rules{}).Sums()
	for i := range uint32(tree.Len()) {
		var want Totals
		var sent Sum
		met := make(map[scan.FileID]bool)
		for k := range uint32(tree.Len()) {
			id, several := tree.Listing().FileID(k)
			again := several && met[id]
			met[id] = true
			switch {
			case k == 0 || k < i || k >= tree.End(i):
			case tree.IsDir(k):
				want.Dirs++
			default:
				want.Files++
				sent.Files++
				sent.Bytes += tree.Size(k)
				if !again {
					want.Bytes += tree.Size(k)
				}
			}
		}
		if got := tree.Below(i); got != want {
			t.Errorf("below %s: %+v, want %+v", tree.Path(i), got, want)
		}
		if got := sums.At(i); got != sent {
			t.Errorf("sum at %s: %+v, want %+v", tree.Path(i), got, sent)
		}
	}
}

// TestNamed holds that names are found in path order, in whatever parts.
func TestNamed(t *testing.T) {
	var entries []scan.Entry
	for i := range 3 * sequentialBelow {
		entries = append(entries, scan.Entry{Path: fmt.Sprintf("%d/%d", i%100, i), Mode: 0o644})
	}
	tree := treeOf(t, entries...)
	var want []uint32
	is := func(name string) bool { return name == "7" || len(name) == 4 }
	for i := range uint32(tree.Len()) {
		if is(tree.Name(i)) {
			want = append(want, i)
		}
	}
	if got := tree.Named(is); !slices.Equal(got, want) || len(got) == 0 {
		t.Errorf("%d found, want %d", len(got), len(want))
	}
	view := tree.Replay(Rules{Ignore: ignore.Parse("", []byte("7\n9/*\n!9/9909\n")).Matcher(ignore.BuildKit)})
	sent := slices.DeleteFunc(slices.Clone(want), func(i uint32) bool { return !view.Sent(i) && !view.Sent(tree.Parent(i)) })
	if got := view.Named(is); !slices.Equal(got, sent) || len(got) == len(want) {
		t.Errorf("%d found in what is sent, want %d", len(got), len(sent))
	}
}
