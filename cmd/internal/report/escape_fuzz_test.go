package report_test

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/buildctx/buildctx/cmd/internal/report"
)

// FuzzName proves that a name is shown so that it can be told from any other,
// and that nothing of it can draw.
func FuzzName(f *testing.F) {
	for _, name := range []string{"a", "a b", " a", `"a"`, "a\x1b[31m", "\xff", "a\u202eb", "", "é", `\n`} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for what, shown := range map[string]string{"name": report.Name(name), "message": report.Message(name), "text": report.Escape(name)} {
			if !utf8.ValidString(shown) || strings.ContainsFunc(shown, func(c rune) bool { return !strconv.IsPrint(c) }) {
				t.Fatalf("%q as a %s is %q", name, what, shown)
			}
		}
		shown := report.Name(name)
		if plain, err := strconv.Unquote(shown); shown != name && (err != nil || plain != name || !strings.HasPrefix(shown, `"`)) {
			t.Fatalf("%q is shown as %s, which is %q", name, shown, plain)
		}
		if shown == name && strings.HasPrefix(shown, `"`) {
			t.Fatalf("%s is shown as it is, and looks quoted", shown)
		}
	})
}
