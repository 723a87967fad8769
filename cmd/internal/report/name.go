package report

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Name makes a file's name safe to print on a line of a terminal. A name in
// which every character can be seen is printed as it is; any other, one with
// space at an end too, is quoted
// as a Go string, so that control characters, escape sequences, invisible
// and direction-changing characters and invalid bytes cannot draw, and so
// that no two names look the same.
func Name(name string) string {
	if strings.HasPrefix(name, `"`) || strings.TrimSpace(name) != name || !utf8.ValidString(name) {
		return strconv.Quote(name)
	}
	for _, r := range name {
		if !strconv.IsPrint(r) {
			return strconv.Quote(name)
		}
	}
	return name
}

// Escape makes a message safe that may hold names: what cannot be seen is
// escaped, nothing is quoted.
func Escape(message string) string {
	quoted := strconv.Quote(message)
	if quoted == `"`+message+`"` {
		return message
	}
	unquoted := strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
	if strings.Contains(message, `\`) {
		unquoted = strings.ReplaceAll(unquoted, `\\`, `\`)
	}
	return unquoted
}
