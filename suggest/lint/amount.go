package lint

import (
	"fmt"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// amount is how much there is of something, in round units. Messages are made
// here, and the library that writes sizes for people is the business of the
// report.
func amount(t buildcontext.Totals) string { return amountOf(t.Files, t.Bytes) }

// listed are the first of some names, and how many more there are.
func listed(names []string, most int) string {
	more := len(names) - most
	if more <= 0 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
}

// paths are those of some entries.
func paths(t *buildcontext.Tree, entries []uint32) []string {
	var out []string
	for _, i := range entries {
		out = append(out, t.Path(i))
	}
	return out
}

func amountOf(count int, bytes int64) string {
	files := "files"
	if count == 1 {
		files = "file"
	}
	size := float64(bytes)
	for _, unit := range []string{"B", "kB", "MB"} {
		if size < 1000 {
			return fmt.Sprintf("%d %s, %.3g %s", count, files, size, unit)
		}
		size /= 1000
	}
	return fmt.Sprintf("%d %s, %.3g GB", count, files, size)
}
