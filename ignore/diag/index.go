package diag

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Position is one place in a file, in every notation that the program's users
// need.
//
//	notation   base  unit               used by
//	Offset     0     bytes              edits, the model
//	Line       1     line feeds         terminals, SARIF, the editor protocol (minus one)
//	Column     1     bytes              terminals
//	UTF16      0     UTF-16 code units  the editor protocol, SARIF (plus one)
type Position struct {
	Offset, Line, Column, UTF16 int
}

// Index finds lines and columns in one text. It keeps the text and is safe for
// concurrent use as long as nobody changes it.
type Index struct {
	src   []byte
	lines []uint32 // offset of the first byte of each line
	marks []mark
}

// mark is a place with the number of characters and UTF-16 code units in front
// of it. There is one every so many bytes, so that a column is found in a long
// line without counting all of it.
type mark struct{ offset, runes, units int }

const betweenMarks = 1 << 10

// NewIndex prepares the lookup for src. Lines end at a line feed; a carriage
// return belongs to its line.
func NewIndex(src []byte) *Index {
	x := &Index{src: src, lines: make([]uint32, 1, bytes.Count(src, []byte("\n"))+1), marks: []mark{{}}}
	for i, b := range src {
		if b == '\n' {
			x.lines = append(x.lines, uint32(i+1))
		}
	}
	for at := (mark{}); at.offset < len(src); {
		at.next(src[at.offset:])
		if at.offset >= x.marks[len(x.marks)-1].offset+betweenMarks {
			x.marks = append(x.marks, at)
		}
	}
	return x
}

// next goes on by a character, the first of rest.
func (m *mark) next(rest []byte) {
	r, size := utf8.DecodeRune(rest)
	m.offset, m.runes, m.units = m.offset+size, m.runes+1, m.units+utf16Units(r)
}

// last is the last mark that is not too far.
func (x *Index) last(tooFar func(mark) bool) mark {
	return x.marks[max(0, sort.Search(len(x.marks), func(i int) bool { return tooFar(x.marks[i]) })-1)]
}

// count is what there is in front of an offset. Of a character that it cuts
// each byte counts.
func (x *Index) count(offset int) mark {
	at := x.last(func(m mark) bool { return m.offset > offset })
	for at.offset < offset {
		at.next(x.src[at.offset:offset])
	}
	return at
}

// Lines returns the number of lines, at least 1: the text after the last line
// feed counts, even when it is empty.
func (x *Index) Lines() int { return len(x.lines) }

// Position returns the place of a byte offset. Offsets outside of the text are
// moved to its nearest end.
func (x *Index) Position(offset int) Position {
	offset = min(max(offset, 0), len(x.src))
	line := sort.Search(len(x.lines), func(i int) bool { return int(x.lines[i]) > offset })
	start := int(x.lines[line-1])
	return Position{Offset: offset, Line: line, Column: offset - start + 1, UTF16: x.count(offset).units - x.count(start).units}
}

// Offset returns the byte offset of a line (from 1) and a byte column (from 1).
// A column past the end of its line means the end of that line, a line past the
// last one the end of the text.
func (x *Index) Offset(line, column int) int {
	start, end := x.span(line)
	return min(start+max(column-1, 0), end)
}

// OffsetRunes returns the byte offset of a line (from 1) and a column in
// characters (from 1), clamped as in Offset.
func (x *Index) OffsetRunes(line, column int) int {
	start, end := x.span(line)
	want := x.count(start).runes + max(column-1, 0)
	at := x.last(func(m mark) bool { return m.runes > want })
	for at.offset < end && at.runes < want {
		at.next(x.src[at.offset:end])
	}
	return min(at.offset, end)
}

// OffsetUTF16 returns the byte offset of a line (from 1) and a column in UTF-16
// code units (from 0), clamped as in Offset. A column in the middle of a
// surrogate pair means the character that the pair stands for.
func (x *Index) OffsetUTF16(line, column int) int {
	start, end := x.span(line)
	want := x.count(start).units + max(column, 0)
	at := x.last(func(m mark) bool { return m.units > want })
	for at.offset < end {
		next := at
		if next.next(x.src[at.offset:end]); next.units > want {
			break
		}
		at = next
	}
	return min(at.offset, end)
}

// span returns where the content of a line starts and where it ends, without
// its line feed.
func (x *Index) span(line int) (start, end int) {
	switch {
	case line < 1:
		return 0, 0
	case line > len(x.lines):
		return len(x.src), len(x.src)
	case line == len(x.lines):
		return int(x.lines[line-1]), len(x.src)
	}
	return int(x.lines[line-1]), int(x.lines[line]) - 1
}

// utf16Units counts an invalid byte as one unit, because it is shown as one
// replacement character.
func utf16Units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}
