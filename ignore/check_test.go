package ignore_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore"
)

func TestCheck(t *testing.T) {
	const fine = "[]"
	tests := []struct {
		name, file                 string
		buildKit, classic, buildah string
	}{
		{"fine", "a\n!b\n# c\n*.log\né*\n", fine, fine, fine},
		{"bracket", "a\n[\n", "[error invalid-pattern 2-3]", "[error invalid-pattern 2-3]", "[error invalid-pattern 2-3]"},
		{"backslash", `a\`, "[error invalid-pattern 0-2]", "[error invalid-pattern 0-2]", "[error invalid-pattern 0-2]"},
		{"nothing negated", "!\n", "[error illegal-negation 0-1]", "[error illegal-negation 0-1]", "[error illegal-negation 0-1]"},
		{"late", "[z-a]\n", "[error late-invalid-pattern 0-5]", "[error late-invalid-pattern 0-5]", "[error late-invalid-pattern 0-5]"},
		{"late for one", "C++\n", fine, fine, "[error late-invalid-pattern 0-3]"},
		{
			"control character (p130)", "a.txt\fb.log\n",
			"[error control-character 0-11]", "[warning control-character 0-11]", "[warning control-character 0-11]",
		},
		{
			"control character in a list that is escaped", "é\na\tb\n",
			"[warning control-character 3-6]", "[warning control-character 3-6]", "[warning control-character 3-6]",
		},
		{"UTF-16 (p129)", "\xff\xfea\x00\n\x00", "[warning utf16-file 0-0]", "[warning utf16-file 0-0]", "[warning utf16-file 0-0]"},
		{
			"UTF-16 without a mark", "a\x00b\x00",
			"[error control-character 0-4 warning utf16-file 0-0]", "[warning utf16-file 0-0]", "[warning utf16-file 0-0]",
		},
		{
			"invalid UTF-8 (p061)", "bad\xff.txt\n",
			"[warning invalid-utf8 0-8]", "[warning invalid-utf8 0-8]", "[warning invalid-utf8 0-8]",
		},
		{
			"long line (p098)", "a\n" + strings.Repeat("x", 65536) + "\n",
			"[error oversized-line 2-65538]", "[error oversized-line 2-65538]", fine,
		},
		{
			"long file", strings.Repeat("#"+strings.Repeat("x", 1022)+"\n", 16<<10) + "#",
			"[error oversized-file 0-0]", fine, fine,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := ignore.Parse(".dockerignore", []byte(test.file))
			want := map[ignore.Builder]string{
				ignore.BuildKit: test.buildKit, ignore.Classic: test.classic, ignore.Buildah: test.buildah,
			}
			for _, b := range ignore.Builders() {
				var got []string
				for _, d := range f.Check(b) {
					got = append(got, fmt.Sprintf("%v %s %d-%d", d.Severity, d.Rule, d.Start, d.End))
				}
				if fmt.Sprint(sorted(got)) != want[b] {
					t.Errorf("%v: %v, want %v", b, got, want[b])
				}
			}
		})
	}
}

// TestBadLinesDoNotMatter proves that the rules around a refused one are
// analysed as if it were not there.
func TestBadLinesDoNotMatter(t *testing.T) {
	const good = "*\n!src\nsrc/*.log\n"
	for _, bad := range []string{"[\n", "!\n", "a\tb\n", strings.Repeat("x", 70_000) + "\n"} {
		with := ignore.Parse("", []byte(strings.ReplaceAll(good, "!", bad+"!"))).Matcher(ignore.BuildKit)
		without := ignore.Parse("", []byte(good)).Matcher(ignore.BuildKit)
		if len(with.Rules()) != len(without.Rules()) {
			t.Errorf("%.10q: %d rules in force, want %d", bad, len(with.Rules()), len(without.Rules()))
		}
		for _, path := range []string{"a", "src", "src/a", "src/a.log"} {
			if got, want := excluded(with, path), excluded(without, path); got != want {
				t.Errorf("%.10q: %s is %s, want %s", bad, path, got, want)
			}
		}
	}
}

func TestBinaryFile(t *testing.T) {
	silence(t)
	var src bytes.Buffer
	for i := range 100_000 {
		src.WriteByte(byte(i * i >> 3))
	}
	checkParse(t, src.Bytes())
}
