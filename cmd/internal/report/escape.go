package report

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/buildctx/buildctx/ignore"
)

// Names of files, lines of files and the words of a builder come from
// strangers. What is printed of them goes through a function of this file, one
// for each language that is printed; behind the one for text stands the guard
// of [Inert].

// hidden reports whether a character cannot be seen on a line of a terminal.
func hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7f
	}
	return !strconv.IsPrint(r) || ignore.Unseen(r)
}

// Name makes a file's name safe to print on a line of a terminal. A name in
// which every character can be seen is printed as it is; any other, one with
// space at an end or that is a command of a CI system too, is quoted
// as a Go string, so that control characters, escape sequences, invisible
// and direction-changing characters and invalid bytes cannot draw, and so
// that no two names look the same.
func Name(name string) string {
	if !strings.HasPrefix(name, `"`) && strings.TrimSpace(name) == name && spell(name) == name && inert(atStart, name) == name {
		return name
	}
	return inert(inside, `"`+spell(quotes.Replace(name))+`"`)
}

var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// Escape makes a message safe that may hold names: what cannot be seen is
// escaped, nothing is quoted.
func Escape(message string) string { return inert(inside, spell(message)) }

// maxMessage is how many bytes of a message are shown. A message may quote a
// line of a file, and a line may be as long as a file.
const maxMessage = 400

// Message is [Escape] for one line that people read: what is too long is cut in
// the middle, because it begins with what it is about and ends with what is
// wrong.
func Message(message string) string {
	if len(message) > maxMessage {
		head, tail := maxMessage/2, len(message)-maxMessage/2
		for range utf8.UTFMax - 1 {
			if !utf8.RuneStart(message[head]) {
				head--
			}
			if !utf8.RuneStart(message[tail]) {
				tail++
			}
		}
		message = message[:head] + "…" + message[tail:]
	}
	return Escape(message)
}

// spell writes what cannot be seen of a text as Go does in a string.
func spell(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, hidden) {
		return text
	}
	var out strings.Builder
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&out, `\x%02x`, text[0])
		case hidden(r):
			out.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		default:
			out.WriteString(text[:n])
		}
		text = text[n:]
	}
	return out.String()
}

// A visible writes JSON so that nothing in it can draw on a terminal, nor
// become a command of a CI system: what cannot be seen, and is no space between
// the parts, is escaped. It is given whole objects.
type visible struct{ io.Writer }

// Write writes p.
func (v visible) Write(p []byte) (int, error) {
	if _, err := v.Writer.Write(escapeJSON(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

func escapeJSON(object []byte) []byte {
	draws := func(r rune) bool { return r >= ' ' && hidden(r) }
	if !bytes.ContainsFunc(object, draws) && bytes.IndexByte(object, '#') < 0 {
		return object
	}
	out := make([]byte, 0, len(object))
	at := inside
	for _, r := range string(object) {
		switch commands := at.next(byte(min(r, utf8.RuneSelf))); {
		case !commands && !draws(r):
			out = utf8.AppendRune(out, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}

// sarifMessage is a text as a message of SARIF, in which "[text](address)"
// would be a link and "{0}" a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6).
// Brackets that are no part of what could be read as a link stay as they are,
// which the standard permits.
func sarifMessage(text string) string {
	if strings.Contains(text, "](") {
		text = brackets.Replace(text)
	}
	return braces.Replace(text)
}

var (
	brackets = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`)
	braces   = strings.NewReplacer("{", "{{", "}", "}}")
)

// githubData escapes what stands behind the second pair of colons of a workflow
// command (actions/toolkit, packages/core/src/command.ts, escapeData).
func githubData(text string) string { return data.Replace(text) }

// githubProperty escapes a value before it (escapeProperty).
func githubProperty(text string) string { return property.Replace(text) }

var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// makeName is a name as GNU make takes it among the prerequisites of a rule; ok
// is false for one that cannot be written there. The target cannot need itself.
// A semicolon would start a recipe, an equals sign make the line an assignment,
// a parenthesis at the end a member of an archive; a bar, a tilde, wildcards
// and a backslash have meanings without a way around them, and so has a percent
// sign beside an escaped character.
func makeName(name string) (text string, ok bool) {
	if base := path.Base(name); spell(name) != name || strings.TrimSpace(base) != base || name == makeTarget || name == ".WAIT" ||
		strings.HasSuffix(name, ")") || strings.ContainsAny(name, ";=|~*?[]%&\\") {
		return "", false
	}
	return prerequisite.Replace(name), true
}

// makeTarget is what the rule makes.
const makeTarget = "image"

var prerequisite = strings.NewReplacer(" ", `\ `, "#", `\#`, "$", "$$", ":", `\:`)

// clip shortens a rule that is too long to be read.
func clip(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// shorten cuts a path in the middle that would break the table.
func shorten(path string) string {
	const most, tail = 90, 50
	runes := []rune(path)
	if len(runes) <= most {
		return path
	}
	return string(runes[:most-tail-1]) + "…" + string(runes[len(runes)-tail:])
}

// brief is a command short enough for a column.
func brief(command string) string {
	const most = 40
	runes := []rune(Escape(command))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}

// enumerate joins names as a sentence does.
func enumerate(names []string) string {
	const most = 4
	var list []string
	for _, n := range names[:min(len(names), most)] {
		list = append(list, shorten(Name(n)))
	}
	last := len(list) - 1
	if more := len(names) - most; more > 0 {
		return strings.Join(list, ", ") + fmt.Sprintf(" and %s more", Count(more))
	}
	if last == 0 {
		return list[0]
	}
	return strings.Join(list[:last], ", ") + " and " + list[last]
}
