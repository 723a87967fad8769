package ignore

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/moby/patternmatcher"
	"pgregory.net/rapid"
)

// TestMemory proves that a rule takes a few hundred bytes, a line without one a
// few, and that reading them leaves little behind to be collected.
func TestMemory(t *testing.T) {
	numbered := func(n int, format string) string {
		var b strings.Builder
		for k := range n {
			fmt.Fprintf(&b, format, k)
		}
		return b.String()
	}
	for name, c := range map[string]struct {
		text func(n int) string
		most float64 // bytes a line
	}{
		"names":      {func(n int) string { return numbered(n, "name%d\n") }, 350},
		"wildcards":  {func(n int) string { return numbered(n, "**/dir%d/*.log\n") }, 1100},
		"exceptions": {func(n int) string { return numbered(n, "!name%d\n") }, 750},
		"comments":   {func(n int) string { return strings.Repeat("#\n", n) }, 10},
		"blank":      {func(n int) string { return strings.Repeat("\n", n) }, 10},
	} {
		t.Run(name, func(t *testing.T) {
			const n = 20_000
			for _, b := range Builders() {
				small, large := matcherOf(b, c.text(n)), matcherOf(b, c.text(4*n))
				if large > 6*small {
					t.Errorf("%v: %d bytes for one part, %d for four", b, small, large)
				}
				if line := float64(large) / (4 * n); line > c.most {
					t.Errorf("%v: %.0f bytes a line, want at most %.0f", b, line, c.most)
				}
			}
		})
	}
}

// matcherOf is how much is allocated to read a file.
func matcherOf(b Builder, text string) uint64 {
	src := []byte(text)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f := Parse(".dockerignore", src)
	f.Matcher(b)
	f.Check(b)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestPlain proves that a pattern of plain characters, which is cleaned here,
// comes to what patternmatcher makes of it.
func TestPlain(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "B", "7", ".", "..", "/", "//", "-", "_", "x.y"})
	rapid.Check(t, func(t *rapid.T) {
		pattern := strings.Join(rapid.SliceOfN(piece, 1, 8).Draw(t, "pattern"), "")
		if !isPlain(pattern) {
			t.Fatalf("%q is not plain", pattern)
		}
		m, err := patternmatcher.New([]string{pattern})
		if err != nil {
			t.Fatal(err)
		}
		got, negated, err := readDocker(pattern)
		if want := filepath.ToSlash(m.Patterns()[0].String()); got != want || negated || err != nil {
			t.Fatalf("%q is %q, %v, %v; want %q", pattern, got, negated, err, want)
		}
	})
	for _, special := range []string{"", " a", "!a", "a*", "a?", "[a]", `\a`, "é", "a\x00", "a b", "{a}"} {
		if isPlain(special) {
			t.Errorf("%q is taken for plain", special)
		}
	}
}
