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

// maxMessage is how many bytes of a message are shown. A message may quote a
// line of a file, and a line may be as long as a file.
const maxMessage = 400

// Message is [Escape] for one line that people read: what is too long is cut.
func Message(message string) string {
	if len(message) > maxMessage {
		cut := maxMessage
		for !utf8.RuneStart(message[cut]) {
			cut--
		}
		message = message[:cut] + "…"
	}
	return Escape(message)
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
