package scan

import (
	"errors"
	"io/fs"
	"math"
	"strings"
)

// An appender makes a Listing whose entries are found in path order.
type appender struct {
	l     *Listing
	chunk []byte // the names of the last chunk, which is not yet in l.names
}

func newAppender(root string) *appender {
	return &appender{l: &Listing{
		Root:    root,
		Targets: map[uint32]string{},
		Devices: map[uint32]uint64{},
		Omitted: map[uint32]int{},
	}}
}

// add appends an entry without children and returns its number.
func (a *appender) add(parent uint32, name string, mode fs.FileMode, size, modTime int64) (uint32, error) {
	l := a.l
	i := len(l.Parent)
	if len(a.chunk)+len(name)+2 > chunkSize {
		l.names = append(l.names, string(a.chunk))
		a.chunk = a.chunk[:0]
	}
	if uint64(i) == math.MaxUint32 || len(l.names) == maxChunks {
		return 0, errTooMany
	}
	if len(name)+1 >= chunkSize {
		return 0, errLongName
	}
	l.name = append(l.name, uint32(len(l.names)<<chunkBits|len(a.chunk)))
	a.chunk = appendName(a.chunk, []byte(name))
	l.Parent = append(l.Parent, parent)
	l.End = append(l.End, uint32(i)+1)
	l.Mode = append(l.Mode, mode)
	l.Size = append(l.Size, size)
	l.ModTime = append(l.ModTime, modTime)
	return uint32(i), nil
}

// close says that everything below the directory i was added.
func (a *appender) close(i uint32) { a.l.End[i] = uint32(len(a.l.Parent)) }

// prune marks an entry as skipped.
func (a *appender) prune(i uint32) {
	for len(a.l.pruned) <= int(i/64) {
		a.l.pruned = append(a.l.pruned, 0)
	}
	a.l.pruned[i/64] |= 1 << (i % 64)
}

// finish returns the listing; nothing may be added afterwards.
func (a *appender) finish() *Listing {
	a.l.names = append(a.l.names, string(a.chunk))
	a.chunk = nil
	if a.l.pruned != nil {
		for len(a.l.pruned)*64 < a.l.Len() {
			a.l.pruned = append(a.l.pruned, 0)
		}
	}
	sortProblems(a.l.Problems)
	return a.l
}

// Names are kept one after another in chunks of a fixed size, each with its
// length in a byte before it and a zero byte, which no name contains, behind
// it. A name is found by one 32-bit number, the chunk above and the place
// inside the chunk below, and never moves. Names of several workers need no
// merging in the end, and the zero byte lets the Linux reader hand a name to
// the kernel where it lies.
const (
	chunkBits = 16
	chunkSize = 1 << chunkBits
	maxChunks = 1 << (32 - chunkBits)

	// longName stands before names of that many bytes and more. No file system
	// of Linux has such names.
	longName = 255
)

// appendName appends a name, which needs two bytes more than it has.
func appendName(chunk, name []byte) []byte {
	chunk = append(chunk, byte(min(len(name), longName)))
	return append(append(chunk, name...), 0)
}

// nameIn is the name at a place in a chunk.
func nameIn(chunk string, at uint32) string {
	length := int(chunk[at])
	rest := chunk[at+1:]
	if length == longName {
		length = strings.IndexByte(rest, 0)
	}
	return rest[:length]
}

// errTooMany is returned for trees that the 32-bit numbers of a Listing cannot
// hold: more than four thousand million entries or four gigabytes of names.
var errTooMany = errors.New("too many entries for one listing")

// errLongName is returned for a name that does not fit into a chunk. No file
// system has such names.
var errLongName = errors.New("name is too long")
