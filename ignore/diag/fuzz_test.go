package diag_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore/diag"
)

// FuzzApply compares with edits that are made one after another, from the end
// of the file to its beginning, and proves that what is refused lies outside or
// overlaps.
func FuzzApply(f *testing.F) {
	f.Add([]byte("node_modules\n*.log\n"), []byte{0, 0, 1, 13, 0, 2, 5, 3, 0})
	f.Add([]byte("abc"), []byte{0, 2, 1, 1, 2, 1, 200, 0, 0})
	f.Add([]byte(""), []byte{0, 0, 3, 0, 0, 3})
	f.Fuzz(func(t *testing.T, src, plan []byte) {
		edits := editsOf(src, plan)
		before := bytes.Clone(src)
		got, err := diag.Apply(src, edits)
		if !bytes.Equal(src, before) {
			t.Fatalf("the source has become %q", src)
		}
		if err != nil {
			if !refusable(src, edits) {
				t.Fatalf("Apply(%q, %v) = %v", src, edits, err)
			}
			return
		}
		if refusable(src, edits) {
			t.Fatalf("Apply(%q, %v) = %q", src, edits, got)
		}
		if want := oneByOne(src, edits); !bytes.Equal(got, want) {
			t.Fatalf("Apply(%q, %v) = %q, want %q", src, edits, got, want)
		}
	})
}

// editsOf makes an edit of every three bytes: where it begins, what it takes
// away, what it writes.
func editsOf(src, plan []byte) (edits []diag.Edit) {
	for n := 0; len(plan) >= 3 && n < 20; plan, n = plan[3:], n+1 {
		start := int(plan[0]) % (len(src) + 3)
		edits = append(edits, diag.Edit{Start: start - 1, End: start - 1 + int(plan[1])%4, New: strings.Repeat(string(rune('A'+n)), int(plan[2])%3)})
	}
	return edits
}

// refusable reports whether an edit lies outside, or two of them claim one
// byte, or one begins inside of another.
func refusable(src []byte, edits []diag.Edit) bool {
	for i, e := range edits {
		if e.Start < 0 || e.End < e.Start || e.End > len(src) {
			return true
		}
		for k, other := range edits {
			if i != k && e.Start > other.Start && e.Start < other.End || k < i && e.Start == other.Start && e.End > e.Start && other.End > other.Start {
				return true
			}
		}
	}
	return false
}

// oneByOne makes edits from the last one to the first. At one place, insertions
// stand before what is replaced there.
func oneByOne(src []byte, edits []diag.Edit) []byte {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b diag.Edit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.End - b.End
	})
	out := bytes.Clone(src)
	for _, e := range slices.Backward(sorted) {
		out = slices.Concat(out[:e.Start], []byte(e.New), out[e.End:])
	}
	return out
}

// FuzzIndex proves, for whatever bytes, that a position leads back to its
// offset in all notations, that lines and columns grow with offsets, and that
// what lies outside is moved to the nearest end.
func FuzzIndex(f *testing.F) {
	f.Add([]byte("a\r\né日😀\n\xff\xfe\n"), []byte{3, 0, 1, 0})
	f.Add([]byte("\n\n"), []byte{255, 255, 0, 0})
	f.Fuzz(func(t *testing.T, src, place []byte) {
		x := diag.NewIndex(src)
		if got, want := x.Lines(), bytes.Count(src, []byte("\n"))+1; got != want {
			t.Fatalf("%d lines, want %d", got, want)
		}
		last := diag.Position{}
		for offset := range len(src) + 1 {
			p := x.Position(offset)
			if p.Offset != offset || x.Offset(p.Line, p.Column) != offset {
				t.Fatalf("byte %d of %q is at %+v, which is byte %d", offset, src, p, x.Offset(p.Line, p.Column))
			}
			if p.Line < last.Line || p.Line == last.Line && p.Column <= last.Column {
				t.Fatalf("byte %d of %q is at %+v, the byte before at %+v", offset, src, p, last)
			}
			last = p
		}
		last = diag.Position{}
		for offset := range string(src) { // where characters begin
			p := x.Position(offset)
			if x.OffsetUTF16(p.Line, p.UTF16) != offset || p.Line == last.Line && p.UTF16 <= last.UTF16 {
				t.Fatalf("byte %d of %q is at %+v, the character before at %+v", offset, src, p, last)
			}
			last = p
		}
		if len(place) < 4 {
			return
		}
		line, column := int(int16(binary.BigEndian.Uint16(place))), int(int16(binary.BigEndian.Uint16(place[2:])))
		for _, offset := range []int{x.Offset(line, column), x.OffsetRunes(line, column), x.OffsetUTF16(line, column)} {
			if offset < 0 || offset > len(src) {
				t.Fatalf("line %d, column %d of %q is byte %d", line, column, src, offset)
			}
			if at := x.Position(offset).Line; line >= 1 && line <= x.Lines() && at != line {
				t.Fatalf("line %d, column %d of %q is in line %d", line, column, src, at)
			}
		}
	})
}
