package report

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"
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
