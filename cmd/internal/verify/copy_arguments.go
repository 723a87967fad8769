package verify

import (
	"encoding/json"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// copyArguments are arguments of COPY in the JSON form, in which a space is
// nothing special. Whatever means something to BuildKit's lexer, which replaces
// variables in them (frontend/dockerfile/shell/lex.go), has a backslash before
// it.
func copyArguments(args ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, `$`, `\$`, `"`, `\"`, `'`, `\'`)
	escaped := make([]string, len(args))
	for i, arg := range args {
		escaped[i] = escape.Replace(arg)
		// A word such as "<<EOF" would be a here-document, in the JSON form,
		// too (frontend/dockerfile/instructions parse.go, parseSourcesAndDest).
		if digits := strings.TrimLeft(escaped[i], "0123456789"); strings.HasPrefix(digits, "<<") {
			escaped[i] = strings.TrimSuffix(escaped[i], digits) + `\` + digits
		}
	}
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(escaped); err != nil {
		return "[]" // strings can be encoded
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// optional is a pattern that matches a path and nothing else. BuildKit fails
// for a path that is not there, and not for a pattern that matches nothing
// (dockerfile2llb convert_copy.go, AllowEmptyWildcard). One character becomes
// a class of its own, not the first, which may be the "!" of an exception.
func optional(p string) string {
	dir, base := path.Split(p)
	at, escaped := -1, false
	for i, r := range base {
		plain := r != '\\' && !escaped
		if plain && (at < 0 || unicode.IsLetter(r) || unicode.IsDigit(r)) {
			at = i
		}
		escaped = r == '\\' && !escaped
	}
	if at < 0 {
		return p
	}
	r, size := utf8.DecodeRuneInString(base[at:])
	class := "[" + base[at:at+size] + "]"
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		class = `[\` + base[at:at+size] + "]"
	}
	return dir + base[:at] + class + base[at+size:]
}
