package report

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/buildctx/buildctx/ignore"
)

// Size is a number of bytes in decimal units, as builders print them.
func Size(bytes int64) string {
	if bytes < 0 {
		return "-" + humanize.Bytes(uint64(-bytes))
	}
	return humanize.Bytes(uint64(bytes))
}

// ParseSize reads a size as people write it: a number of bytes, or a number
// with a decimal or binary unit. A comma is a decimal point to some and parts
// thousands for others, so that it is refused.
func ParseSize(text string) (int64, error) {
	bytes, err := humanize.ParseBytes(text)
	if err != nil || bytes > 1<<62 || strings.Contains(text, ",") {
		return 0, fmt.Errorf("%q is not a size such as 50MB", text)
	}
	return int64(bytes), nil
}

// Count is a number of entries.
func Count(n int) string { return humanize.Comma(int64(n)) }

// Plural is a number with its noun, of which the plural may be irregular.
func Plural(n int, one string, many ...string) string {
	if n == 1 {
		return "1 " + one
	}
	if len(many) > 0 {
		return Count(n) + " " + many[0]
	}
	return Count(n) + " " + one + "s"
}

// Printed is a number of bytes as the output of a build shows it.
func Printed(bytes int64, b ignore.Builder) string {
	units := []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}
	size, unit := float64(bytes), 0
	for size >= 1000 && unit < len(units)-1 {
		size /= 1000
		unit++
	}
	if unit == 0 {
		return fmt.Sprintf("%d%s", bytes, units[unit])
	}
	return fmt.Sprintf(models[b].figure, size, units[unit])
}
