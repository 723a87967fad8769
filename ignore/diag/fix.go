package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Safety says what a user can rely on when a fix is applied. The values are
// ordered: DisplayOnly < Review < Safe.
type Safety uint8

const (
	// DisplayOnly is an idea to show; it is never applied by the program.
	DisplayOnly Safety = iota
	// Review may change what is sent; a person has to agree to it.
	Review
	// Safe is proven to keep everything that the build needs.
	Safe
)

// String returns "display", "review" or "safe", the words used on the command
// line and in JSON.
func (s Safety) String() string {
	switch s {
	case DisplayOnly:
		return "display"
	case Review:
		return "review"
	case Safe:
		return "safe"
	}
	return "unknown"
}

// Edit replaces the bytes from Start up to, not including, End with New. An
// insertion has Start == End.
type Edit struct {
	// Start and End are byte offsets in the unchanged file.
	Start, End int
	// New is what takes the place of the bytes in between.
	New string
}

// Fix is one cure: a set of edits that belong together.
type Fix struct {
	// Title is a verb phrase, for example "remove the duplicate".
	Title string
	// Safety says whether it may be applied without asking.
	Safety Safety
	// Edits do not overlap; their order does not matter, except that insertions
	// at one place keep theirs.
	Edits []Edit
}

// Apply returns src with all edits made. It fails, and changes nothing, when an
// edit lies outside of src or when two edits overlap; src itself is never
// modified.
func Apply(src []byte, edits []Edit) ([]byte, error) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	var out []byte
	done := 0
	for _, e := range sorted {
		if e.Start < 0 || e.End < e.Start || e.End > len(src) {
			return nil, fmt.Errorf("edit [%d,%d) lies outside of a file of %d bytes", e.Start, e.End, len(src))
		}
		if e.Start < done {
			return nil, fmt.Errorf("edit [%d,%d) overlaps the edit before it, which ends at %d", e.Start, e.End, done)
		}
		out = append(out, src[done:e.Start]...)
		out = append(out, e.New...)
		done = e.End
	}
	return append(out, src[done:]...), nil
}
