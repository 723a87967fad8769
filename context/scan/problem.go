package scan

import (
	"cmp"
	"slices"
)

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
