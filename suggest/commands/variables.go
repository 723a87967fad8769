package commands

import (
	"path"
	"strings"
)

// TrimWildcards is a pattern without the components at its end that name
// nothing in particular: "web/*" takes what is in web, whatever it is.
func TrimWildcards(pattern string) string {
	for pattern != "" && !HasLiteral(path.Base(pattern)) {
		pattern = strings.TrimSuffix(pattern[:len(pattern)-len(path.Base(pattern))], "/")
	}
	return pattern
}

// HasLiteral reports whether a component has a character that stands for
// itself.
func HasLiteral(component string) bool {
	for i := 0; i < len(component); i++ {
		switch component[i] {
		case '*', '?':
		case '[':
			end := strings.IndexByte(component[i:], ']')
			if end < 0 {
				return true
			}
			i += end
		default:
			return true
		}
	}
	return false
}

// ReplaceVariables puts by in the place of "$NAME" and "${NAME…}".
func ReplaceVariables(s, by string) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '$':
			out.WriteByte('$')
			i += 2
		case s[i] != '$' || i+1 == len(s):
			out.WriteByte(s[i])
			i++
		default:
			i = endOfVariable(s, i+1)
			out.WriteString(by)
		}
	}
	return out.String()
}

// endOfVariable is where the variable ends whose name, or brace, is at i.
func endOfVariable(s string, i int) int {
	if s[i] == '{' {
		for open := 0; i < len(s); i++ {
			switch s[i] {
			case '{':
				open++
			case '}':
				if open--; open == 0 {
					return i + 1
				}
			}
		}
		return i
	}
	for i < len(s) && (s[i] == '_' || s[i]|0x20 >= 'a' && s[i]|0x20 <= 'z' || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	return i
}
