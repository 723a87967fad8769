package ignore

import (
	"errors"
	"regexp"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/buildctx/buildctx/ignore/internal/automaton"
)

// kind says how a pattern is compared with a path. Docker decides it while it
// builds a regular expression (moby/patternmatcher, patternmatcher.go,
// Pattern.compile).
type kind uint8

const (
	nothing   kind = iota // there is nothing to compare
	exact                 // the whole path is the text
	prefixed              // the path begins with the text
	suffixed              // the path ends with the text
	patterned             // the regular expression matches
	// the regular expression does not compile, which the builder notices late
	broken
)

// expression is how a pattern is compared with paths.
type expression struct {
	kind    kind
	regular *regular // of patterned and broken ones
}

// regular is what only patterns have that become a regular expression.
type regular struct {
	dialect  *dialect
	parsed   []automaton.Expr // of a pattern that leaks
	compiled atomic.Pointer[regexp.Regexp]
}

// expression does what Pattern.compile does for slash-separated paths, with its
// oddities.
func (m *model) expression(pattern string) expression {
	if !m.dialect.always {
		if k := dockerKind(pattern); k != patterned {
			return expression{kind: k}
		}
	}
	return patternedExpression(pattern, &m.dialect)
}

func patternedExpression(pattern string, d *dialect) expression {
	e := expression{kind: patterned, regular: &regular{dialect: d}}
	if d.leaks(pattern) {
		var err error
		e.regular.parsed, err = automaton.Regexp(d.regexp(pattern))
		if err != nil && !errors.Is(err, automaton.ErrUnsupported) {
			e.kind = broken
		}
	}
	return e
}

// text is what the path is compared with: the pattern, or what is left of it
// without its wildcard.
func (r *Rule) text() string {
	switch r.expr.kind {
	case prefixed:
		return r.Pattern[:len(r.Pattern)-2]
	case suffixed:
		return r.Pattern[2:]
	}
	return r.Pattern
}

// matches compares the rule with a whole path, as the builder does. The
// automaton takes its place wherever it can; this is for what automaton cannot
// return. With keep the regular expression is compiled only once.
func (r *Rule) matches(path string, keep bool) bool {
	text := r.text()
	switch r.expr.kind {
	case exact:
		return path == text
	case prefixed:
		return strings.HasPrefix(path, text)
	case suffixed:
		return strings.HasSuffix(path, text) || strings.HasPrefix(text, "/") && path == text[1:]
	case nothing, broken:
		return false
	}
	e := r.expr.regular
	compiled := e.compiled.Load()
	if compiled == nil {
		// it is well-formed, or it would be broken
		compiled = regexp.MustCompile(e.dialect.regexp(text))
		if keep {
			e.compiled.Store(compiled)
		}
	}
	return compiled.MatchString(path)
}

// automaton returns the rule as the automaton takes it: alternatives, none if
// it cannot. It knows no word boundaries, and it reads characters where Docker
// compares the bytes of a text that is not valid UTF-8. The space is for what
// comes back, so that it is good until it is used again.
func (r *Rule) automaton(space *[1]automaton.Expr) []automaton.Expr {
	out := &space[0]
	out.Reset()
	text := r.text()
	switch k, e := r.expr.kind, r.expr.regular; {
	case k == patterned && e.dialect.leaks(text):
		return e.parsed
	case k == patterned:
		e.dialect.expr(out, text)
		return space[:]
	case k == broken || !utf8.ValidString(text) || strings.ContainsRune(text, utf8.RuneError):
		return nil
	}
	if r.expr.kind == suffixed {
		rest, dirs := strings.CutPrefix(text, "/")
		if dirs {
			out.Add(automaton.AnyDirs)
		} else {
			out.Add(automaton.Anything)
		}
		text = rest
	}
	out.Text(text)
	if r.expr.kind == prefixed {
		out.Add(automaton.Anything)
	}
	return space[:]
}

// runesOf returns the characters that text/scanner makes of a pattern: it drops
// one leading byte order mark, and an invalid byte becomes U+FFFD.
func runesOf(pattern string) []rune { return []rune(strings.TrimPrefix(pattern, byteOrderMark)) }

// dockerKind finds out how Docker compares the pattern.
func dockerKind(pattern string) kind {
	if !strings.ContainsAny(pattern, `?[]\*`) {
		return exact
	}
	runes := runesOf(pattern)
	k := exact
	for i := 0; i < len(runes); {
		first := i == 0
		r := runes[i]
		i++
		switch {
		case r == '?' || r == '[' || r == ']':
			k = patterned
		case r == '\\' && i < len(runes):
			i++
			k = patterned
		case r == '*' && (i == len(runes) || runes[i] != '*'):
			k = patterned
		case r == '*':
			i = afterDoubleStar(runes, i)
			switch {
			case first:
				k = suffixed
			case i == len(runes) && k == exact:
				k = prefixed
			default:
				k = patterned
			}
		}
	}
	return k
}

// afterDoubleStar returns where the pattern goes on after "**", whose second
// star is at i; a slash belongs to it.
func afterDoubleStar(runes []rune, i int) int {
	i++
	if i < len(runes) && runes[i] == '/' {
		i++
	}
	return i
}

// dialect is how a builder translates a pattern into a regular expression.
type dialect struct {
	always bool // of every pattern, even of one without wildcards
	// the characters that lose their meaning in the regular expression
	escaped string
	// the characters that keep it, although they mean nothing, or something
	// else, in a pattern
	leaking string
	below   bool // whatever lies below a match matches too
}

// dockerDialect is that of BuildKit and the classic builder. They mean to
// escape '{', '|' and '}' too, but the table that says so is a byte for every
// eight characters, and 1<<15 does not fit in a byte (moby/patternmatcher,
// patternmatcher.go, escapeBytes).
var dockerDialect = dialect{escaped: ".+()$", leaking: `[]\{|}^`}

// leaks reports whether a character of the pattern has a meaning in the regular
// expression that it has not in the pattern.
func (d *dialect) leaks(pattern string) bool { return strings.ContainsAny(pattern, d.leaking) }

// piece is a part of a pattern: a wildcard, or a character that may have been
// escaped.
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

// expr appends a pattern of which nothing leaks as the automaton takes it,
// without a detour.
func (d *dialect) expr(e *automaton.Expr, pattern string) {
	d.pieces(pattern, func(p piece) {
		if p.literal {
			e.Rune(p.char)
		} else {
			e.Add(p.wildcard)
		}
	})
}
