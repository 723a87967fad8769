package buildcontext

import (
	"io/fs"
	"iter"
	"math/bits"
	"strings"

	"github.com/buildctx/buildctx/context/scan"
)

// A Tree is a directory as it was when it was read: every entry below the
// root, in path order (a directory before its children, the names of one
// directory in byte order). Entries are numbered from 0, the root itself, so
// that everything below entry i has the numbers from i+1 to End(i)-1.
//
// A Tree is immutable and safe for concurrent use. It keeps about 34 bytes an
// entry besides the names, and 16 more for each directory.
type Tree struct {
	list *scan.Listing
	dirs directories
	// below counts what is below each directory, as numbered by dirs.
	below     []Sum
	hardLinks hardLinks
	counted   map[uint32]bool // further names of files that have been counted
	problems  map[uint32]scan.Problem
}

// New makes a Tree of a listing, which must not be changed afterwards.
func New(list *scan.Listing) *Tree {
	t := &Tree{list: list, dirs: newDirectories(list), hardLinks: newHardLinks(list.Links), counted: make(map[uint32]bool)}
	for i := range t.hardLinks.furtherNames(func(i uint32) bool { return t.Mode(i).IsRegular() }) {
		t.counted[i] = true
	}
	t.below = t.sum(func(i uint32) Sum { return Sum{Files: 1, Bytes: t.content(i)} })
	if len(list.Problems) > 0 {
		t.problems = make(map[uint32]scan.Problem, len(list.Problems))
		for _, p := range list.Problems {
			if p.Kind != scan.Vanished {
				t.problems[p.Entry] = p
			}
		}
	}
	return t
}

// content is the length of the content of a regular file at its first name, 0
// for everything else.
func (t *Tree) content(i uint32) int64 {
	if !t.Mode(i).IsRegular() || len(t.counted) > 0 && t.counted[i] {
		return 0
	}
	return t.Size(i)
}

// Root is the absolute path of the directory, links resolved.
func (t *Tree) Root() string { return t.list.Root }

// Listing is what the Tree was made of.
func (t *Tree) Listing() *scan.Listing { return t.list }

// Len is the number of entries, the root included.
func (t *Tree) Len() int { return t.list.Len() }

// Name is the last component of the entry's path; the root's is empty.
func (t *Tree) Name(i uint32) string { return t.list.Name(i) }

// Mode is the entry's type and permission, as [os.Lstat] gives it.
func (t *Tree) Mode(i uint32) fs.FileMode { return t.list.Mode[i] }

// IsDir reports whether the entry is a directory.
func (t *Tree) IsDir(i uint32) bool { return t.dirs.has(i) }

// Size is the length in bytes that lstat(2) gives: the content of a file, the
// target of a symbolic link; 0 for a directory.
func (t *Tree) Size(i uint32) int64 { return t.list.Size[i] }

// ModTime is the time of last modification in nanoseconds since 1970.
func (t *Tree) ModTime(i uint32) int64 { return t.list.ModTime[i] }

// Target is what a symbolic link says; empty for everything else.
func (t *Tree) Target(i uint32) string { return t.list.Targets[i] }

// Parent is the directory that holds the entry; the root is its own parent.
func (t *Tree) Parent(i uint32) uint32 { return t.list.Parent[i] }

// End is the number after the last entry below i; i+1 for everything that is
// not a directory or is an empty one.
func (t *Tree) End(i uint32) uint32 { return t.list.End[i] }

// Problem is what went wrong when the entry was read, if anything did.
func (t *Tree) Problem(i uint32) (scan.Problem, bool) {
	if len(t.problems) == 0 {
		return scan.Problem{}, false
	}
	p, ok := t.problems[i]
	return p, ok
}

// Problems are all things that went wrong while the directory was read, in
// path order; entries that vanished between listing and reading included.
func (t *Tree) Problems() []scan.Problem { return t.list.Problems }

// Path is the entry's path below the root, with slashes; "." for the root.
func (t *Tree) Path(i uint32) string { return t.list.Path(i) }

// Lookup finds the entry with a path below the root, written with slashes;
// "." and the empty path are the root. Links are not followed.
func (t *Tree) Lookup(path string) (uint32, bool) {
	if path == "" || path == "." {
		return 0, true
	}
	at := uint32(0)
	for name := range strings.SplitSeq(path, "/") {
		child, ok := t.Child(at, name)
		if !ok {
			return 0, false
		}
		at = child
	}
	return at, true
}

// Child finds the entry called name in a directory. It takes time in
// proportion to the logarithm of what lies below the directory.
func (t *Tree) Child(dir uint32, name string) (uint32, bool) {
	// a step to the next child is quicker than the way up from below a far one
	const few = 16
	lo, hi := dir+1, t.End(dir)
	for n := 0; n < few && lo < hi; n++ {
		switch got := t.Name(lo); {
		case got == name:
			return lo, true
		case got > name:
			return 0, false
		}
		lo = t.End(lo)
	}
	for lo < hi {
		c := lo + (hi-lo)/2
		for t.Parent(c) != dir {
			c = t.Parent(c)
		}
		switch got := t.Name(c); {
		case got == name:
			return c, true
		case got < name:
			lo = t.End(c)
		default:
			hi = c
		}
	}
	return 0, false
}

// Children calls yield with every entry of a directory, in byte order of the
// names.
func (t *Tree) Children(dir uint32) func(yield func(uint32) bool) {
	return func(yield func(uint32) bool) {
		for c := dir + 1; c < t.End(dir); c = t.End(c) {
			if !yield(c) {
				return
			}
		}
	}
}

// Totals counts entries and bytes.
type Totals struct {
	// Files is the number of entries that are not directories.
	Files int
	// Dirs is the number of directories, the root not counted.
	Dirs int
	// Bytes is the length of the content of the regular files. A file with
	// several hard links counts once, at its first name.
	Bytes int64
}

// Add adds other to t.
func (t *Totals) Add(other Totals) {
	t.Files += other.Files
	t.Dirs += other.Dirs
	t.Bytes += other.Bytes
}

// Below counts an entry and everything below it on disk; the root itself is
// not counted.
func (t *Tree) Below(i uint32) Totals {
	if !t.IsDir(i) {
		return Totals{Files: 1, Bytes: t.content(i)}
	}
	sum := t.below[t.dirs.number(i)]
	dirs := int(t.End(i)-i) - int(sum.Files)
	if i == 0 {
		dirs--
	}
	return Totals{Files: int(sum.Files), Dirs: dirs, Bytes: sum.Bytes}
}

// directories numbers the directories of a Tree from 0, the root, in the order
// of the entries, so that what only directories have takes no room for all the
// other entries.
type directories struct {
	is     []uint64 // a bit for each entry
	before []uint32 // directories among the entries of all words before
	count  int
}

func newDirectories(list *scan.Listing) directories {
	words := (list.Len() + 63) / 64
	d := directories{is: make([]uint64, words), before: make([]uint32, words)}
	for i, mode := range list.Mode {
		if i%64 == 0 {
			d.before[i/64] = uint32(d.count)
		}
		if mode.IsDir() {
			d.is[i/64] |= 1 << (i % 64)
			d.count++
		}
	}
	return d
}

// all are the directories, in the order of the entries.
func (d *directories) all() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for w, word := range d.is {
			for ; word != 0; word &= word - 1 {
				if !yield(uint32(64*w + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// next is the first directory from entry i on, limit if there is none before
// that entry.
func (d *directories) next(i, limit uint32) uint32 {
	for w := i / 64; i < limit; w++ {
		if word := d.is[w] >> (i % 64); word != 0 {
			return min(i+uint32(bits.TrailingZeros64(word)), limit)
		}
		i = 64 * (w + 1)
	}
	return limit
}

func (d *directories) has(i uint32) bool { return d.is[i/64]&(1<<(i%64)) != 0 }

// number is the number of a directory.
func (d *directories) number(i uint32) uint32 {
	return d.before[i/64] + uint32(bits.OnesCount64(d.is[i/64]&(1<<(i%64)-1)))
}

// hardLinks numbers the files that have several names in a Tree, so that each
// can be counted once.
type hardLinks struct {
	links []scan.Link
	file  []uint32 // the number of the file, for each of links
	files int
}

func newHardLinks(links []scan.Link) hardLinks {
	l := hardLinks{links: links}
	if len(links) == 0 {
		return l
	}
	l.file = make([]uint32, len(links))
	known := make(map[scan.FileID]uint32)
	for k, link := range links {
		number, ok := known[link.ID]
		if !ok {
			number = uint32(len(known))
			known[link.ID] = number
		}
		l.file[k] = number
	}
	l.files = len(known)
	return l
}

// furtherNames are, among the names that count, all but the first of each file.
func (l *hardLinks) furtherNames(counts func(uint32) bool) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		if len(l.links) == 0 {
			return
		}
		met := make([]bool, l.files)
		for k, link := range l.links {
			switch {
			case !counts(link.Entry):
			case !met[l.file[k]]:
				met[l.file[k]] = true
			case !yield(link.Entry):
				return
			}
		}
	}
}
