package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// A visible writes JSON so that nothing in it can draw on a terminal: what
// cannot be seen, and is no space between the parts, is escaped. It is given
// whole objects.
type visible struct{ io.Writer }

// Write writes p.
func (v visible) Write(p []byte) (int, error) {
	hidden := func(r rune) bool { return r >= utf8.RuneSelf && !strconv.IsPrint(r) }
	if bytes.ContainsFunc(p, hidden) {
		var b []byte
		for _, r := range string(p) {
			switch {
			case !hidden(r):
				b = utf8.AppendRune(b, r)
			case r > 0xffff:
				high, low := utf16.EncodeRune(r)
				b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
			default:
				b = fmt.Appendf(b, `\u%04x`, r)
			}
		}
		if _, err := v.Writer.Write(b); err != nil {
			return 0, err
		}
		return len(p), nil
	}
	return v.Writer.Write(p)
}
