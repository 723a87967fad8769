package ignore_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/buildctx/buildctx/ignore"
)

// TestHugeFiles feeds very large ignore files, friendly and evil, and walks a
// small tree with each. The bounds are generous; they are there to catch what
// grows with the square of the file.
func TestHugeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const large, medium = 10_000_000, 500_000
	tests := []struct {
		name string
		size int
		line func(i int) string
	}{
		{"plain paths", large, func(i int) string { return fmt.Sprintf("dir%d/sub%d/file%d.txt", i%1000, i%77, i) }},
		{"any depth", 4 * medium, func(i int) string { return fmt.Sprintf("**/name%d", i) }},
		{"endings", medium, func(i int) string { return fmt.Sprintf("**/*.ext%d", i) }},
		{"same line", medium, func(int) string { return "*" }},
		{"both ways", medium, func(i int) string { return []string{"*", "!*a*"}[i%2] }},
		{"stars", medium, func(i int) string { return fmt.Sprintf("*%c*%c*%d", 'a'+i%26, 'a'+i/26%26, i%10) }},
		{"classes", medium, func(i int) string { return fmt.Sprintf("f[%d-9a-z]%d", i%9, i) }},
		{"alternatives", medium, func(i int) string { return fmt.Sprintf("*a|b%d", i) }},
		{"word boundaries", medium / 20, func(i int) string { return fmt.Sprintf(`*\bx%d`, i) }},
		{"bytes", medium, func(i int) string { return fmt.Sprintf("\xff%d", i) }},
		{"letters", medium, func(i int) string { return string(rune(0x4E00+i%20000)) + "*" }},
		{"exceptions", medium, func(i int) string { return fmt.Sprintf("!dir%d/keep%d", i%10, i) }},
		{"invalid", medium, func(int) string { return "[" }},
		{"one line", medium, func(int) string { return string(bytes.Repeat([]byte("x"), medium)) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var src []byte
			for i := 0; len(src) < test.size; i++ {
				src = append(append(src, test.line(i)...), '\n')
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			f := ignore.Parse(".dockerignore", src)
			m := f.Matcher(ignore.BuildKit)
			read := time.Since(start)
			for d := range 20 {
				dir := enterAll(m, []string{fmt.Sprintf("dir%d", d), "sub"})
				m.Descends(dir)
				m.Prunes(dir)
				for i := range 20 {
					m.Enter(dir, fmt.Sprintf("file%d.txt", i))
				}
			}
			elapsed := time.Since(start)
			runtime.GC()
			runtime.ReadMemStats(&after)
			kept := (after.HeapAlloc - before.HeapAlloc) >> 20
			t.Logf("%d rules, %v of %v to read, %d MB", len(f.Rules(ignore.BuildKit)),
				read.Round(time.Millisecond), elapsed.Round(time.Millisecond), kept)
			if kept > 500 {
				t.Errorf("%d MB are kept", kept)
			}
			runtime.KeepAlive(f)
		})
	}
}
