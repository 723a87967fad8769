package lint

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/context/needs"
)

// TestPlaces proves that the words of an instruction, which are taken down once, stand where
// each of them is found when it is looked for.
func TestPlaces(t *testing.T) {
	piece := rapid.SampledFrom([]string{"COPY ", "RUN ", "--mount=type=bind,source=", "src=", "--chown=", "a", "b", "é", "a.b", " ", "\t", ",", "\"", "=", "[", "]", "\\\n", "# a\n", "\n"})
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOfN(piece, 1, 30).Draw(t, "pieces"), "")
		mount := rapid.Bool().Draw(t, "mount")
		pattern := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "é", ".b"}), 1, 3).Draw(t, "pattern"), "")
		d := &dockerfile{src: []byte(source)}
		s := &needs.Source{Line: 1, EndLine: len(d.text().lines), Pattern: pattern, Mount: mount}
		var want []int
		d.text().each(s, func(line string, offset int) { want = append(want, find(line, pattern, offset, mount)...) })
		if got := d.text().places(s); !slices.Equal(got, want) {
			t.Fatalf("%q in %q is at %v, want %v", pattern, source, got, want)
		}
	})
}

// TestManyPlaces shows that of thousands of sources each is placed, and that a source with a
// space in it is looked for in instructions of ordinary length only.
func TestManyPlaces(t *testing.T) {
	words := make([]string, 10_000)
	for k := range words {
		words[k] = "a" + strings.Repeat("b", k%50) + string(rune('c'+k%20)) + strings.Repeat("d", k/1000)
	}
	text := "FROM a\nCOPY " + strings.Join(words, " ") + " \"x y\" /z/\n"
	d := &dockerfile{name: "Dockerfile", src: []byte(text)}
	seen := make(map[string]int)
	for _, w := range words {
		at := d.source(&needs.Source{Line: 2, EndLine: 2, Pattern: w}, seen[w])
		seen[w]++
		if at.End-at.Start != len(w) || text[at.Start:at.End] != w {
			t.Fatalf("%q is at %v", w, at)
		}
	}
	spaced := &needs.Source{Line: 2, EndLine: 2, Pattern: "x y"}
	if at := d.source(spaced, 0); at != d.line(2) {
		t.Errorf("in a long instruction it is at %v", at)
	}
	d = &dockerfile{name: "Dockerfile", src: []byte("FROM a\nCOPY [\"x y\", \"/z\"]\n")}
	if at := d.source(spaced, 0); string(d.src[at.Start:at.End]) != "x y" {
		t.Errorf("it is at %v", at)
	}
}
