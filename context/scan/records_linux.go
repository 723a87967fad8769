//go:build amd64 || arm64 || riscv64

package scan

import (
	"io/fs"
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
	hasNode    = 1 << 18 // a directory, described by the next of dirs
	hasLinks   = 1 << 17 // several names, identified by the next of links
	hasSpecial = 1 << 16 // more to say in the next of specials
	isPruned   = 1 << 15
	isBare     = 1 << 14
	flags      = hasNode | hasLinks | hasSpecial | isPruned | isBare
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
