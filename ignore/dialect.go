package ignore

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/internal/automaton"
)

// dialect is a builder's way of making a regular expression of a pattern.
type dialect struct {
	escaped string // the characters that lose their meaning in the regular expression
	leaking string // the characters that keep it, although they mean nothing, or something else, in a pattern
	below   bool   // whatever lies below a match matches too
}

var (
	// Docker means to escape '{', '|' and '}' too, but the table that says so is a byte for every eight characters,
	// and 1<<15 does not fit in a byte (moby/patternmatcher, patternmatcher.go, escapeBytes).
	dockerDialect  = dialect{escaped: ".+()$", leaking: `[]\{|}^`}
	buildahDialect = dialect{escaped: ".$", leaking: `[]\{|}^+()`, below: true}
)

// leaks reports whether a character of the pattern has a meaning in the regular expression that it was not meant to have.
func (d *dialect) leaks(pattern string) bool { return strings.ContainsAny(pattern, d.leaking) }

// piece is a part of a pattern: a wildcard, or a character that may have been escaped.
type piece struct {
	wildcard automaton.Piece
	char     rune
	escaped  bool
	literal  bool
}

// pieces cuts a pattern into its parts, and calls yield with each.
func (d *dialect) pieces(pattern string, yield func(piece)) {
	runes := runesOf(pattern)
	for i := 0; i < len(runes); {
		r := runes[i]
		i++
		switch {
		case r == '*' && i < len(runes) && runes[i] == '*':
			i = afterDoubleStar(runes, i)
			if i == len(runes) {
				yield(piece{wildcard: automaton.Line})
			} else {
				yield(piece{wildcard: automaton.Dirs})
			}
		case r == '*':
			yield(piece{wildcard: automaton.NotSlashes})
		case r == '?':
			yield(piece{wildcard: automaton.NotSlash})
		case r == '\\' && i < len(runes):
			yield(piece{literal: true, char: runes[i], escaped: true})
			i++
		default:
			yield(piece{literal: true, char: r, escaped: strings.ContainsRune(d.escaped, r)})
		}
	}
	if d.below {
		yield(piece{wildcard: automaton.Below})
	}
}

// regexp returns the regular expression that the builder makes of the pattern.
func (d *dialect) regexp(pattern string) string {
	var b strings.Builder
	b.WriteByte('^')
	d.pieces(pattern, func(p piece) {
		switch {
		case !p.literal:
			b.WriteString(p.wildcard.Regexp())
		case p.escaped:
			b.WriteByte('\\')
			fallthrough
		default:
			b.WriteRune(p.char)
		}
	})
	b.WriteByte('$')
	return b.String()
}

// expr appends a pattern of which nothing leaks as the automaton takes it, without a detour.
func (d *dialect) expr(e *automaton.Expr, pattern string) {
	d.pieces(pattern, func(p piece) {
		if p.literal {
			e.Rune(p.char)
		} else {
			e.Add(p.wildcard)
		}
	})
}
