package scan

import (
	"cmp"
	"io/fs"
	"slices"
)

// A Listing is what was found below a root directory, kept in columns with one
// element for each entry. Entry 0 is the root itself; the others follow in path
// order: a directory comes before what is in it, and the children of a
// directory are sorted by the bytes of their names, as filepath.WalkDir visits
// them. A Listing is not changed after it was made and may be used by several
// goroutines.
type Listing struct {
	// Root is the absolute path of the directory that was read, with symbolic
	// links resolved; for a listing made by [FromEntries], what was given
	// there.
	Root string

	// Parent is the entry of the directory that an entry is in; the root is
	// its own parent.
	Parent []uint32

	// End is one more than the last entry below an entry, so that [i, End[i])
	// is a whole subtree. It is i+1 for everything without children.
	End []uint32

	// Mode has the bits that [os.Lstat] gives: type, permissions, setuid,
	// setgid and sticky.
	Mode []fs.FileMode

	// Size is in bytes as lstat gives it, 0 for directories. For a symbolic
	// link it is the length of the target.
	Size []int64

	// ModTime is in nanoseconds since the beginning of 1970, negative before.
	ModTime []int64

	// Links has the identity of every entry with more than one hard link that
	// is not a directory, ordered by entry. See [Listing.FileID].
	Links []Link

	// Targets has what each symbolic link points to, as it is written there.
	Targets map[uint32]string

	// Devices has the device number (st_rdev as the system encodes it) of block
	// and character devices.
	Devices map[uint32]uint64

	// Problems is what could not be read, ordered by entry and path. A
	// directory that was skipped and could not have been read is among them.
	Problems []Problem

	// Omitted is how many entries of a directory a [Pruner] left out.
	Omitted map[uint32]int

	// where the name of an entry is in names, see append.go
	name   []uint32
	names  []string
	pruned []uint64 // a bit for each entry; nil if nothing was pruned
	// a bit for each entry that was found to have no extended attributes; nil
	// if nobody looked
	noAttributes []uint64
}

// A FileID identifies a file among all others of the machine while it exists.
type FileID struct {
	Device, Inode uint64
}

// A Link is an entry of a file that has several names.
type Link struct {
	Entry uint32
	ID    FileID
}

// Len is the number of entries including the root, so it is at least 1.
func (l *Listing) Len() int { return len(l.Parent) }

// Name is the last path component of an entry, any bytes that the file system
// allows, and "" for the root. It does not allocate.
func (l *Listing) Name(i uint32) string { return l.nameAt(l.name[i]) }

// nameAt is the name at a chunk and a place in it.
func (l *Listing) nameAt(at uint32) string {
	return nameIn(l.names[at>>chunkBits], at&(chunkSize-1))
}

// Path is the slash-separated path of an entry relative to the root, "." for
// the root itself.
func (l *Listing) Path(i uint32) string {
	if i == 0 {
		return "."
	}
	size := -1
	for j := i; j != 0; j = l.Parent[j] {
		size += len(l.Name(j)) + 1
	}
	path := make([]byte, size)
	for j := i; j != 0; j = l.Parent[j] {
		name := l.Name(j)
		copy(path[size-len(name):], name)
		size -= len(name)
		if size > 0 {
			size--
			path[size] = '/'
		}
	}
	return string(path)
}

// pathOf is the path of name in the directory i.
func (l *Listing) pathOf(i uint32, name string) string {
	if i == 0 {
		return name
	}
	return l.Path(i) + "/" + name
}

// FileID is the identity of an entry that has more than one hard link, and
// false for every other entry.
func (l *Listing) FileID(i uint32) (FileID, bool) {
	n, ok := slices.BinarySearchFunc(l.Links, i, func(k Link, i uint32) int {
		return int(int64(k.Entry) - int64(i))
	})
	if !ok {
		return FileID{}, false
	}
	return l.Links[n].ID, true
}

// Complete reports whether nothing at all was skipped.
func (l *Listing) Complete() bool { return l.pruned == nil }

// Pruned reports whether the [Pruner] had this directory skipped: it was not
// entered, so what is below it is not listed.
func (l *Listing) Pruned(i uint32) bool {
	return l.pruned != nil && l.pruned[i/64]&(1<<(i%64)) != 0
}

// lacksAttributes reports whether an entry is known to have no extended
// attributes.
func (l *Listing) lacksAttributes(i uint32) bool {
	return l.noAttributes != nil && l.noAttributes[i/64]&(1<<(i%64)) != 0
}

// A Kind says what went wrong with an entry.
type Kind uint8

// The kinds of problems. None of them ends the walk.
const (
	// Unreadable is a directory that could not be opened or not be read to its
	// end. It is an entry; without children, or with those that could be read.
	Unreadable Kind = iota

	// UnreadableFile is a regular file that this process may not open for
	// reading. It is an entry like any other.
	UnreadableFile

	// Vanished is something that was listed in its directory but was gone, or
	// had become something else, when it was looked at. It is not an entry.
	Vanished

	// Loop is a directory that is one of its own ancestors, by way of mounts.
	// It is an entry without children.
	Loop

	// NoStatus is something that is listed but whose status could not be read,
	// usually because its directory may be read but not searched. It is an
	// entry with only the type bits of its Mode, as far as these are known, and
	// without children.
	NoStatus

	// NoAttributes is an entry whose extended attributes could not be listed.
	// Only [ReadAttributes] finds it.
	NoAttributes
)

// String names the kind in a word or two.
func (k Kind) String() string {
	switch k {
	case Unreadable:
		return "unreadable directory"
	case UnreadableFile:
		return "unreadable file"
	case Vanished:
		return "vanished"
	case Loop:
		return "loop"
	case NoStatus:
		return "no status"
	case NoAttributes:
		return "no attributes"
	}
	return "unknown problem"
}

// A Problem is something that kept an entry from being read.
type Problem struct {
	// Entry is the entry it is about; of something that vanished, the entry of
	// the directory it was in.
	Entry uint32
	// Path is the path relative to the root, separated by slashes; for a
	// vanished entry its own path.
	Path string
	Kind Kind
	// Err is the reason, usually a syscall.Errno.
	Err error
}

// sortProblems brings problems into the order that a Listing promises.
func sortProblems(p []Problem) {
	slices.SortFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Entry, b.Entry), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Kind, b.Kind))
	})
}
