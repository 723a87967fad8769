//go:build amd64 || arm64 || riscv64

package scan

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"io/fs"
	"slices"
	"syscall"
)

// A run is some of the entries of a directory, sorted by name. A directory
// that fits into one buffer has one run, a larger one several.
type run struct {
	next    *run
	records []record
	// The other lists have an element for each record with the flag, in the
	// order of the records.
	dirs   []*node
	extras *extras // nil if no record has the flag of one
}

// extras are what only some runs have.
type extras struct {
	links    []FileID
	specials []special
}

// A record is an entry on its way to the listing.
type record struct {
	name    uint32 // chunk and place, as in a Listing
	mode    uint32 // bits of fs.FileMode and flags
	size    int64
	modTime int64
}

// The flags of a record are bits that fs.FileMode does not use.
const (
	hasNode         = 1 << 18 // a directory, described by the next of dirs
	hasLinks        = 1 << 17 // several names, identified by the next of links
	hasSpecial      = 1 << 16 // more to say in the next of specials
	isPruned        = 1 << 15
	hasNoAttributes = 1 << 14
	flags           = hasNode | hasLinks | hasSpecial | isPruned | hasNoAttributes
)

func (r *record) fileMode() fs.FileMode { return fs.FileMode(r.mode &^ flags) }

// A special has what only few entries have.
type special struct {
	target string // of a symbolic link
	device uint64 // of a device
	kind   Kind   // of the problem, if there is an error
	err    syscall.Errno
}

// A vanished is something that did not become an entry.
type vanished struct {
	parent *node
	name   string
	err    error
}

// A failure is what is wrong with a directory as a whole.
type failure struct {
	node *node
	kind Kind
	err  error
}

// add appends a run to those of n. Several workers may do so.
func (n *node) add(r *run) {
	for {
		r.next = n.runs.Load()
		if n.runs.CompareAndSwap(r.next, r) {
			return
		}
	}
}

// A slab hands out parts of larger pieces of memory, so that what stays until
// the end of the walk costs few allocations.
type slab[T any] struct{ free []T }

// take returns n elements that are zero.
func (s *slab[T]) take(n int) []T {
	const piece = 512
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		s.free = make([]T, max(n, piece))
	}
	part := s.free[:n:n]
	s.free = s.free[n:]
	return part
}

// A sortKey has as much of a name as is needed to order nearly all names of a
// directory: eight bytes after those that all names begin with.
type sortKey struct {
	head uint64
	at   int32 // in batch.found
}

// sort orders what was found by name, as batch.order.
func (b *batch) sort(buffer []byte) {
	skip := b.commonPrefix(buffer)
	b.order = b.order[:0]
	for i := range b.found {
		f := &b.found[i]
		b.order = append(b.order, sortKey{head(buffer, f.from+skip, f.to), int32(i)})
	}
	slices.SortFunc(b.order, func(x, y sortKey) int {
		if x.head != y.head {
			return cmp.Compare(x.head, y.head)
		}
		f, g := &b.found[x.at], &b.found[y.at]
		return bytes.Compare(buffer[f.from+skip:f.to], buffer[g.from+skip:g.to])
	})
}

// commonPrefix is the number of bytes that all names begin with. It is not
// worth looking for in small directories.
func (b *batch) commonPrefix(buffer []byte) int32 {
	if len(b.found) < 32 {
		return 0
	}
	first := buffer[b.found[0].from:b.found[0].to]
	for i := range b.found {
		name := buffer[b.found[i].from:b.found[i].to]
		first = first[:min(len(first), len(name))]
		for j, c := range first {
			if name[j] != c {
				first = first[:j]
				break
			}
		}
	}
	return int32(len(first))
}

// head returns the first eight bytes of buffer[from:to] as a number that
// compares as they do. Names have no zero bytes, so zeros fill up short ones.
func head(buffer []byte, from, to int32) uint64 {
	if int(from)+8 <= len(buffer) {
		h := binary.BigEndian.Uint64(buffer[from:])
		if missing := 8 - (to - from); missing > 0 {
			h = h >> (8 * missing) << (8 * missing)
		}
		return h
	}
	var h uint64
	for i := range int32(8) {
		h <<= 8
		if from+i < to {
			h |= uint64(buffer[from+i])
		}
	}
	return h
}

// keep appends what was found to the directory, in order, in memory that stays
// until the end of the walk.
func (r *reader) keep(n *node) {
	b := &r.batch
	k := &r.runs.take(1)[0]
	k.records = r.records.take(len(b.found))
	k.dirs = r.dirs.take(len(b.dirs))[:0]
	for i, o := range b.order {
		f := &b.found[o.at]
		k.records[i] = f.record
		if f.mode&flags == 0 {
			continue
		}
		if f.mode&hasNode != 0 {
			k.dirs = append(k.dirs, b.dirs[f.dir])
		}
		if f.mode&(hasLinks|hasSpecial) == 0 {
			continue
		}
		if k.extras == nil {
			k.extras = &extras{}
		}
		if f.mode&hasLinks != 0 {
			k.extras.links = append(k.extras.links, b.links[f.link])
		}
		if f.mode&hasSpecial != 0 {
			k.extras.specials = append(k.extras.specials, b.specials[f.special])
		}
	}
	n.total.Add(uint32(len(b.found) - len(b.dirs)))
	n.add(k)
}
