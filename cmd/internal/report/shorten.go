package report

import (
	"fmt"
	"strings"
)

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
