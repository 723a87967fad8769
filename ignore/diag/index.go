package diag

import (
	"sort"
	"unicode/utf8"
)

// Position is one place in a file, in every notation that the program's users need.
//
//	notation   base  unit               used by
//	Offset     0     bytes              edits, the model
//	Line       1     line feeds         terminals, SARIF, the editor protocol (minus one)
//	Column     1     bytes              terminals
//	UTF16      0     UTF-16 code units  the editor protocol, SARIF (plus one)
type Position struct {
	Offset, Line, Column, UTF16 int
}

// Index finds lines and columns in one text. It keeps the text and is safe for concurrent use as long as nobody changes it.
type Index struct {
	src   []byte
	lines []int // offset of the first byte of each line
}

// NewIndex prepares the lookup for src. Lines end at a line feed; a carriage return belongs to its line.
func NewIndex(src []byte) *Index {
	lines := []int{0}
	for i, b := range src {
		if b == '\n' {
			lines = append(lines, i+1)
		}
	}
	return &Index{src: src, lines: lines}
}

// Lines returns the number of lines, at least 1: the text after the last line feed counts, even when it is empty.
func (x *Index) Lines() int { return len(x.lines) }

// Position returns the place of a byte offset. Offsets outside of the text are moved to its nearest end.
func (x *Index) Position(offset int) Position {
	offset = min(max(offset, 0), len(x.src))
	line := sort.SearchInts(x.lines, offset+1)
	start := x.lines[line-1]
	return Position{Offset: offset, Line: line, Column: offset - start + 1, UTF16: utf16Length(x.src[start:offset])}
}

// Offset returns the byte offset of a line (from 1) and a byte column (from 1).
// A column past the end of its line means the end of that line, a line past the last one the end of the text.
func (x *Index) Offset(line, column int) int {
	start, end := x.span(line)
	return min(start+max(column-1, 0), end)
}

// OffsetRunes returns the byte offset of a line (from 1) and a column in characters (from 1), clamped as in Offset.
func (x *Index) OffsetRunes(line, column int) int {
	start, end := x.span(line)
	for ; column > 1 && start < end; column-- {
		_, size := utf8.DecodeRune(x.src[start:end])
		start += size
	}
	return start
}

// OffsetUTF16 returns the byte offset of a line (from 1) and a column in UTF-16 code units (from 0), clamped as in Offset.
// A column in the middle of a surrogate pair means the character that the pair stands for.
func (x *Index) OffsetUTF16(line, column int) int {
	start, end := x.span(line)
	for start < end {
		r, size := utf8.DecodeRune(x.src[start:end])
		column -= utf16Units(r)
		if column < 0 {
			break
		}
		start += size
	}
	return start
}

// span returns where the content of a line starts and where it ends, without its line feed.
func (x *Index) span(line int) (start, end int) {
	switch {
	case line < 1:
		return 0, 0
	case line > len(x.lines):
		return len(x.src), len(x.src)
	case line == len(x.lines):
		return x.lines[line-1], len(x.src)
	}
	return x.lines[line-1], x.lines[line] - 1
}

func utf16Length(b []byte) int {
	units := 0
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		units += utf16Units(r)
		b = b[size:]
	}
	return units
}

// utf16Units counts an invalid byte as one unit, because it is shown as one replacement character.
func utf16Units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}
