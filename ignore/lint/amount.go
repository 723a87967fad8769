package lint

import (
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
)

// amount is how much there is of something, in round units. Messages are made here, and
// the library that writes sizes for people is the business of the report.
func amount(t buildcontext.Totals) string { return amountOf(t.Files, t.Bytes) }

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
