package diag_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore/diag"
)

func ExampleIndex() {
	x := diag.NewIndex([]byte("# naïve\n**/😀.log\n"))
	p := x.Position(strings.Index("# naïve\n**/😀.log\n", ".log"))
	fmt.Printf("line %d, byte column %d, UTF-16 column %d\n", p.Line, p.Column, p.UTF16)
	fmt.Println(x.Offset(p.Line, p.Column) == p.Offset, x.OffsetUTF16(p.Line, p.UTF16) == p.Offset)
	// Output:
	// line 2, byte column 8, UTF-16 column 5
	// true true
}

func ExampleApply() {
	out, err := diag.Apply([]byte("node_modules\n*.log\n"), []diag.Edit{
		{Start: 13, End: 13, New: "**/"},
		{Start: 0, End: 0, New: "**/"},
	})
	fmt.Printf("%q %v\n", out, err)
	// Output: "**/node_modules\n**/*.log\n" <nil>
}

func TestApplyRefuses(t *testing.T) {
	src := []byte("abc")
	for _, edits := range [][]diag.Edit{
		{{Start: -1, End: 0}},
		{{Start: 2, End: 1}},
		{{Start: 2, End: 4}},
		{{Start: 0, End: 2}, {Start: 1, End: 3}},
	} {
		if out, err := diag.Apply(src, edits); err == nil {
			t.Errorf("Apply(%v) = %q, want an error", edits, out)
		}
	}
	if string(src) != "abc" {
		t.Errorf("Apply changed the source to %q", src)
	}
}

func TestOrder(t *testing.T) {
	if !(diag.Info < diag.Warning && diag.Warning < diag.Error && diag.DisplayOnly < diag.Review && diag.Review < diag.Safe) {
		t.Error("severities and safeties are not in order")
	}
	names := []any{diag.Info, diag.Warning, diag.Error, diag.DisplayOnly, diag.Review, diag.Safe}
	if got, want := fmt.Sprint(names...), "info warning error display review safe"; got != want {
		t.Errorf("names are %q, want %q", got, want)
	}
}

// TestPositions proves that every character's place can be found again by line
// and column, in bytes and in UTF-16.
func TestPositions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab\n\ré日😀"))).Draw(t, "text")
		x := diag.NewIndex([]byte(text))
		if got, want := x.Lines(), strings.Count(text, "\n")+1; got != want {
			t.Fatalf("%d lines, want %d", got, want)
		}
		for offset := range text {
			p := x.Position(offset)
			before := text[:offset]
			line := before[strings.LastIndex(before, "\n")+1:]
			want := diag.Position{
				Offset: offset,
				Line:   strings.Count(before, "\n") + 1,
				Column: len(line) + 1,
				UTF16:  len(utf16.Encode([]rune(line))),
			}
			if p != want {
				t.Fatalf("Position(%d) = %+v, want %+v", offset, p, want)
			}
			if got := x.Offset(p.Line, p.Column); got != offset {
				t.Fatalf("Offset(%d, %d) = %d, want %d", p.Line, p.Column, got, offset)
			}
			if got := x.OffsetUTF16(p.Line, p.UTF16); got != offset {
				t.Fatalf("OffsetUTF16(%d, %d) = %d, want %d", p.Line, p.UTF16, got, offset)
			}
		}
	})
}

// TestLongLines proves that places in long lines are found as in short ones: by
// what stands in front of them in the line.
func TestLongLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringOfN(rapid.SampledFrom([]rune("abé日😀")), 1, 20, -1).Draw(t, "part")
		tail := rapid.SampledFrom([]string{"", "\xff", "\xe6\x97"}).Draw(t, "tail")
		lines := []string{strings.Repeat(part, 400) + tail, tail + strings.Repeat(part, 300), ""}
		x := diag.NewIndex([]byte(strings.Join(lines, "\n")))
		start := 0
		for n, line := range lines {
			for range 20 {
				runes := []rune(line)
				at := rapid.IntRange(0, len(runes)).Draw(t, "character")
				offset := start
				for range at {
					_, size := utf8.DecodeRuneInString(line[offset-start:])
					offset += size
				}
				units := len(utf16.Encode(runes[:at]))
				if p := x.Position(offset); p.Line != n+1 || p.Column != offset-start+1 || p.UTF16 != units {
					t.Fatalf("Position(%d) = %+v, want line %d, column %d, %d units", offset, p, n+1, offset-start+1, units)
				}
				if got := x.OffsetRunes(n+1, at+1); got != offset {
					t.Fatalf("OffsetRunes(%d, %d) = %d, want %d", n+1, at+1, got, offset)
				}
				if got := x.OffsetUTF16(n+1, units); got != offset {
					t.Fatalf("OffsetUTF16(%d, %d) = %d, want %d", n+1, units, got, offset)
				}
			}
			if got := x.OffsetRunes(n+1, 1<<30); got != start+len(line) {
				t.Fatalf("a column behind line %d is at %d, want %d", n+1, got, start+len(line))
			}
			start += len(line) + 1
		}
	})
}

func TestPositionsOutside(t *testing.T) {
	x := diag.NewIndex([]byte("ab\ncd"))
	for _, test := range []struct{ got, want int }{
		{x.Position(-1).Offset, 0},
		{x.Position(9).Offset, 5},
		{x.Offset(0, 1), 0},
		{x.Offset(1, 9), 2},
		{x.Offset(1, 0), 0},
		{x.Offset(7, 1), 5},
		{x.OffsetUTF16(1, 9), 2},
		{x.OffsetUTF16(2, 9), 5},
		{diag.NewIndex([]byte("😀")).OffsetUTF16(1, 1), 0},
	} {
		if test.got != test.want {
			t.Errorf("got offset %d, want %d", test.got, test.want)
		}
	}
}

// TestPositionsFarOut proves it for places far into a text and into a line,
// where what is before them is not read again for each.
func TestPositionsFarOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringOfN(rapid.SampledFrom([]rune("a日😀\xff")), 1, 7, -1).Draw(t, "part")
		text := strings.Repeat(part, rapid.IntRange(500, 1500).Draw(t, "times")) + rapid.SampledFrom([]string{"", "\nb"}).Draw(t, "end")
		x := diag.NewIndex([]byte(text))
		units := 0
		for offset, r := range text {
			if got := x.Position(offset).UTF16; r != '\n' && got != units && offset < strings.IndexByte(text+"\n", '\n') {
				t.Fatalf("Position(%d) has column %d, want %d", offset, got, units)
			}
			units += len(utf16.Encode([]rune{r}))
		}
	})
}
