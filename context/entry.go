package buildcontext

import (
	"io/fs"
	"iter"
)

// Kind is the type as which a builder sends an entry.
type Kind uint8

// The kinds of entries.
const (
	File Kind = iota
	Dir
	Symlink
	Hardlink
	Fifo
	Device
	Socket
)

// String is the kind's name in machine-readable output.
func (k Kind) String() string {
	return [...]string{"file", "dir", "symlink", "hardlink", "fifo", "device", "socket"}[k]
}

// KindOf is the type of an entry on disk, given its mode.
func KindOf(mode fs.FileMode) Kind {
	switch {
	case mode.IsDir():
		return Dir
	case mode&fs.ModeSymlink != 0:
		return Symlink
	case mode&fs.ModeNamedPipe != 0:
		return Fifo
	case mode&fs.ModeSocket != 0:
		return Socket
	case mode&(fs.ModeDevice|fs.ModeIrregular) != 0:
		return Device
	}
	return File
}

// Sendable reports whether the builder has a way to send the entry.
func (v *View) Sendable(i uint32) bool {
	return v.Rules.model().sendsSockets || v.Tree.Mode(i)&fs.ModeSocket == 0
}

// Note is something remarkable about an entry that is sent.
type Note uint8

// The notes.
const (
	NoNote Note = iota
	// NoteSocket marks a socket that is sent as an empty file.
	NoteSocket
	// NoteEmpty marks a file that is announced with its size and sent without
	// content, because BuildKit's client refuses to open what its walk sent
	// (fsutil filter.go: Walk and Open ask different matchers).
	NoteEmpty
	// NoteUnreadable marks a file that is announced with its size and sent
	// without content, because it may not be read (fsutil send.go, sendFile).
	NoteUnreadable
)

// String is the note's name in machine-readable output; empty for NoNote.
func (n Note) String() string {
	return [...]string{"", "socket", "empty", "unreadable"}[n]
}

// An Entry is one element of what a builder sends.
type Entry struct {
	// Index is the entry's number in the Tree.
	Index uint32
	// Kind is the type as which it is sent.
	Kind Kind
	// Linkname is the target of a symbolic link as it is written on disk, or
	// the path below the root of the first name of a hard link.
	Linkname string
	// Note says what is remarkable.
	Note Note
}

// Entries are what is sent, in the order sent. That order is the order of the
// Tree: BuildKit sends an excluded directory right before the first entry
// below it that is sent, and nothing else comes between the two.
func (v *View) Entries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		model, first := v.Rules.model(), make(map[uint64]string)
		for i := uint32(1); i < uint32(len(v.flags)); i++ {
			if v.flags[i]&sent != 0 && !yield(v.entry(i, model, first)) {
				return
			}
		}
	}
}

// entry describes one entry that is sent. Names of one file are recognized by
// the inode alone, without the device, because the builders do so (fsutil
// stat_unix.go, setUnixOpt; go-archive archive.go, addTarFile).
func (v *View) entry(i uint32, model *model, first map[uint64]string) Entry {
	t := v.Tree
	e := Entry{Index: i, Kind: KindOf(t.Mode(i))}
	if e.Kind == Dir {
		return e
	}
	if e.Kind == Symlink {
		e.Linkname = t.Target(i)
		if !model.linksLinks {
			return e
		}
	}
	if id, linked := t.list.FileID(i); linked {
		if name, seen := first[id.Inode]; seen {
			e.Kind, e.Linkname = Hardlink, name
			return e
		}
		first[id.Inode] = t.Path(i)
	}
	if !model.announces {
		return e
	}
	switch {
	case e.Kind == Socket:
		e.Kind, e.Note = File, NoteSocket
	case e.Kind != File || t.Size(i) == 0:
	case v.flags[i]&opensEmpty != 0:
		e.Note = NoteEmpty
	default:
		if _, bad := t.Problem(i); bad {
			e.Note = NoteUnreadable
		}
	}
	return e
}

// ExcludedEntries are the entries that the ignore rules keep out, in path
// order. A directory that is kept out stands before what is below it.
func (v *View) ExcludedEntries() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for i := uint32(1); i < uint32(len(v.flags)); i++ {
			if !v.Sent(i) && v.Excluded(i) && !yield(Entry{Index: i, Kind: KindOf(v.Tree.Mode(i)), Linkname: v.Tree.Target(i)}) {
				return
			}
		}
	}
}
