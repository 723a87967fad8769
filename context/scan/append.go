package scan

import (
	"io/fs"
	"math"
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
