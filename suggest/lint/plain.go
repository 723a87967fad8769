package lint

import (
	"strings"
	"unicode/utf8"

	"github.com/buildctx/buildctx/ignore"
)

// isPlain reports whether a path can be written as a line as it is: nothing in
// it has a meaning in a pattern, and nothing cannot be seen.
func isPlain(name string) bool {
	odd := func(r rune) bool { return r == utf8.RuneError || ignore.Unseen(r) || strings.ContainsRune(`*?[]\`, r) }
	return strings.TrimSpace(name) == name && !strings.ContainsFunc(name, odd) && !strings.HasPrefix(name, "!") && !strings.HasPrefix(name, "#")
}
