package ignore_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/moby/patternmatcher/ignorefile"

	"github.com/buildctx/buildctx/ignore"
)

// checkParse proves that a file is kept to the byte, that its lines cover it,
// that rules point at their text, and that the patterns are those of
// ignorefile.ReadAll whenever that succeeds.
func checkParse(t *testing.T, src []byte) {
	t.Helper()
	f := ignore.Parse(".dockerignore", src)
	if !bytes.Equal(f.Bytes(), src) {
		t.Fatalf("Parse(%q).Bytes() = %q", src, f.Bytes())
	}
	next, i := 0, -1
	for line := range f.Lines() {
		if i++; line.Number != i+1 || f.Line(i+1) != line || line.Start != next || line.End < line.Start || line.Next < line.End {
			t.Fatalf("line %d of %q = %+v, want it to begin at %d", i+1, src, line, next)
		}
		next = line.Next
	}
	if next != len(src) {
		t.Fatalf("lines of %q end at %d of %d", src, next, len(src))
	}
	for _, b := range ignore.Builders() {
		for _, r := range f.Rules(b) {
			if r.Text != string(src[r.Start:r.End]) || strings.TrimSpace(r.Text) != r.Text {
				t.Fatalf("%v: rule %+v of %q does not point at its text", b, r, src)
			}
			if (r.Index >= 0) != (r.Index >= 0 && f.Matcher(b).Rules()[r.Index] == r) {
				t.Fatalf("%v: rule %+v of %q is not at its index", b, r, src)
			}
		}
		f.Check(b)
	}
	want, err := ignorefile.ReadAll(bytes.NewReader(src))
	got := f.Patterns(ignore.BuildKit)
	if err != nil {
		for _, r := range f.Rules(ignore.BuildKit) {
			if r.Err != nil && r.Err.Error() == err.Error() {
				return
			}
		}
		t.Fatalf("ReadAll(%d bytes) = %v, which no rule tells", len(src), err)
	}
	if len(want) != len(got) || len(want) > 0 && !cmp.Equal(want, got) {
		t.Fatalf("patterns of %q (-want +got):\n%s", src, cmp.Diff(want, got))
	}
}

func TestParse(t *testing.T) {
	long := strings.Repeat("x", 65535)
	tests := map[string]string{
		"empty":                  "",
		"one line":               "foo",
		"lines":                  "foo\n\nbar\n",
		"carriage returns":       "foo\r\nbar\r\r\nbaz\r",
		"comments":               "#foo\n #foo\nfoo # bar\n\\#foo\n",
		"byte order marks":       "\xef\xbb\xbf#foo\n\xef\xbb\xbffoo\n",
		"only a byte order mark": "\xef\xbb\xbf",
		"negations":              "!foo\n! foo\n!!foo\n!\n! \n!/\n!/foo\n!.\n",
		"cleaned":                "./x\na//b\na/./b\na/../b\nx/\nfoo/..\n../x\n/\n//x\n",
		"white space":            "\u00a0foo\u3000\n\u200bfoo\n foo\\ \n/ /\n/\u00a0\n",
		"invalid":                "[\na[\n[]\n[]a]\n[^]\n[-a]\n[a-]\na\\\n[z-a]\na**[b\n",
		"invalid UTF-8":          "bad\xff.txt\n\xff\xfea\x00\n",
		"control characters":     "a\tb\nc\x00\n\x7f\n",
		"longest line":           "a\n" + long + "\nb",
		"longest last line":      "a\n" + long,
		"longest with CR":        "a\n" + long[1:] + "\r\nb",
		"too long":               "a\n" + long + "x\nb",
		"too long last line":     "a\n" + long + "x",
		"too long by CR":         "a\n" + long + "\r\nb",
		"too long comment":       "a\n#" + long + "\nb",
		"too long blank":         "a\n" + strings.Repeat(" ", 65536) + "\nb",
	}
	for name, src := range tests {
		t.Run(name, func(t *testing.T) { checkParse(t, []byte(src)) })
	}
}

func FuzzParse(f *testing.F) {
	for _, src := range []string{
		"foo\n!bar\n", "\xef\xbb\xbf# c\n\r\n", "a**[b\n[z-a]\n!\n", "/ /\n\u00a0x\n", "a\x00\n\xff\xfe", "x/\n//y\n\\#z",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		silence(t)
		checkParse(t, src)
	})
}
