package suggest

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore"
)

// A name written as a pattern, on a line of an ignore file, matches that name.
func TestEscapedNamesMatch(t *testing.T) {
	component := rapid.OneOf(
		rapid.StringMatching(`[a-z.*?\[\]\\{}|^!# +()$-]{1,6}`),
		rapid.StringOfN(rapid.Rune(), 1, 5, 200),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOfN(rapid.Byte(), 1, 5).Draw(t, "bytes")) }),
	).Filter(func(s string) bool {
		return s != "." && s != ".." && !strings.ContainsAny(s, "/\x00")
	})
	rapid.Check(t, func(t *rapid.T) {
		path := strings.Join(rapid.SliceOfN(component, 1, 3).Draw(t, "components"), "/")
		for _, b := range []ignore.Builder{ignore.BuildKit, ignore.Classic, ignore.Buildah} {
			for _, inGlob := range []bool{false, true} {
				pattern := escape(b, path, inGlob)
				f := ignore.Parse("f", []byte(pattern+"\n"))
				if found := f.Check(b); len(found) > 0 {
					t.Fatalf("%v: %q written as %q: %v", b, path, pattern, found[0].Message)
				}
				if !f.Matcher(b).Decide(path).Matched {
					t.Fatalf("%v: %q written as %q does not match", b, path, pattern)
				}
			}
		}
	})
}

func TestEscape(t *testing.T) {
	for name, want := range map[string]string{
		"plain/name.txt": "plain/name.txt",
		"a[1].js":        `a\[1\].js`,
		"a{1}.js":        "a{1}.js",
		"a{*}":           `a\{\*\}`,
		"#x":             `\#x`,
		"!x":             `\!x`,
		"!/^":            `\!/\^`,
		"line\nfeed":     "line?feed",
		"end ":           "end?",
	} {
		if got := escape(ignore.BuildKit, name, false); got != want {
			t.Errorf("escape(%q) = %q, want %q", name, got, want)
		}
	}
}
