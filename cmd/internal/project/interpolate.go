package project

import "strings"

// maxNested is how deep defaults may stand in defaults.
const maxNested = 10

// interpolate replaces the variables of a value by their defaults, as compose
// would if none were set (compose-spec 12-interpolation.md). literal says that
// there is none; known that each has a default.
func interpolate(s string) (value string, literal, known bool) { return expand(s, maxNested) }

// expand is interpolate for what stands in other defaults, with so many more
// below it.
func expand(s string, nested int) (value string, literal, known bool) {
	var out strings.Builder
	literal, known = true, true
	for i := 0; i < len(s); i++ {
		if s[i] != '$' || i+1 == len(s) {
			out.WriteByte(s[i])
			continue
		}
		switch next := s[i+1]; {
		case next == '$':
			out.WriteByte('$')
			i++
		case next == '{':
			end := closing(s, i+1)
			literal = false
			text, ok := defaultOf(s[i+2:end], nested)
			out.WriteString(text)
			known = known && ok
			i = end
		case next == '_' || next|0x20 >= 'a' && next|0x20 <= 'z':
			return "", false, false
		default:
			out.WriteByte('$')
		}
	}
	return out.String(), literal, known
}

// closing is where the brace is closed that is at i, or the end of the text.
func closing(s string, i int) int {
	open := 0
	for ; i < len(s); i++ {
		switch s[i] {
		case '{':
			open++
		case '}':
			if open--; open == 0 {
				return i
			}
		}
	}
	return len(s)
}

// defaultOf is the default in "NAME:-default" or "NAME-default".
func defaultOf(expression string, nested int) (value string, ok bool) {
	name := strings.TrimLeftFunc(expression, func(r rune) bool {
		return r == '_' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
	})
	text, ok := strings.CutPrefix(name, ":-")
	if !ok {
		text, ok = strings.CutPrefix(name, "-")
	}
	if !ok || nested == 0 {
		return "", false
	}
	value, _, known := expand(text, nested-1)
	return value, known
}
