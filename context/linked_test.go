package buildcontext

import (
	"math/rand/v2"
	"testing"

	"github.com/buildctx/buildctx/context/scan"
)

// TestSeen holds that the first name of every file is told, in whatever order
// entries are asked about.
func TestSeen(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		var links []scan.Link
		file := make(map[uint32]uint64)
		for i := range uint32(30) {
			if random.IntN(3) > 0 {
				file[i] = uint64(random.IntN(6))
				links = append(links, scan.Link{Entry: i, ID: scan.FileID{Device: 1, Inode: file[i]}})
			}
		}
		numbered := newLinked(links)
		order := random.Perm(30)
		if random.IntN(2) == 0 {
			for i := range order {
				order[i] = i
			}
		}
		seen, met := numbered.seen(), make(map[uint64]bool)
		for _, n := range order {
			i := uint32(n)
			inode, several := file[i]
			want := !several || !met[inode]
			if got := seen.first(i); got != want {
				t.Fatalf("entry %d of %v: first %t, want %t", i, links, got, want)
			}
			met[inode] = met[inode] || several
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
