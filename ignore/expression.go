package ignore

import (
	"errors"
	"regexp"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/buildctx/buildctx/ignore/automaton"
)

// kind says how a pattern is compared with a path. Docker decides it while it builds a regular expression
// (moby/patternmatcher, patternmatcher.go, Pattern.compile); Buildah always uses the regular expression.
type kind uint8

const (
	exact     kind = iota // the whole path is the text
	prefixed              // the path begins with the text
	suffixed              // the path ends with the text
	patterned             // the regular expression matches
	broken                // the regular expression does not compile, which the builder notices late
)

// expression is a pattern in the form in which it is compared with paths.
type expression struct {
	kind     kind
	text     string // exact, prefixed, suffixed: what to compare; patterned: the pattern
	dialect  *dialect
	parsed   []automaton.Expr // of a pattern that leaks, if the automaton can take it
	compiled atomic.Pointer[regexp.Regexp]
}

// dockerExpression does what Pattern.compile does for slash-separated paths, with its oddities.
func dockerExpression(pattern string) *expression {
	switch k := dockerKind(pattern); k {
	case exact:
		return &expression{kind: k, text: pattern}
	case prefixed:
		return &expression{kind: k, text: pattern[:len(pattern)-2]}
	case suffixed:
		return &expression{kind: k, text: pattern[2:]}
	}
	return patternedExpression(pattern, &dockerDialect)
}

// buildahExpression does what Pattern.compile of go.podman.io/storage, pkg/fileutils/fileutils.go, does.
func buildahExpression(pattern string) *expression {
	return patternedExpression(pattern, &buildahDialect)
}

func patternedExpression(pattern string, d *dialect) *expression {
	e := &expression{kind: patterned, text: pattern, dialect: d}
	if d.leaks(pattern) {
		var err error
		e.parsed, err = automaton.Regexp(d.regexp(pattern))
		if err != nil && !errors.Is(err, automaton.ErrUnsupported) {
			e.kind = broken
		}
	}
	return e
}

// matches compares the expression with a whole path, as the builder does. The automaton takes its place wherever
// it can; this is for what automaton cannot return. With keep the regular expression is compiled only once.
func (e *expression) matches(path string, keep bool) bool {
	switch e.kind {
	case exact:
		return path == e.text
	case prefixed:
		return strings.HasPrefix(path, e.text)
	case suffixed:
		return strings.HasSuffix(path, e.text) || strings.HasPrefix(e.text, "/") && path == e.text[1:]
	case broken:
		return false
	}
	compiled := e.compiled.Load()
	if compiled == nil {
		compiled = regexp.MustCompile(e.dialect.regexp(e.text)) // it is well-formed, or it would be broken
		if keep {
			e.compiled.Store(compiled)
		}
	}
	return compiled.MatchString(path)
}

// automaton returns the expression as the automaton takes it: alternatives, none if it cannot. It knows no word boundaries,
// and it reads characters where Docker compares the bytes of a text that is not valid UTF-8.
func (e *expression) automaton() []automaton.Expr {
	switch {
	case e.kind == patterned && e.dialect.leaks(e.text):
		return e.parsed
	case e.kind == patterned:
		return []automaton.Expr{e.dialect.expr(e.text)}
	case e.kind == broken || !utf8.ValidString(e.text) || strings.ContainsRune(e.text, utf8.RuneError):
		return nil
	}
	var out automaton.Expr
	text := e.text
	if e.kind == suffixed {
		rest, dirs := strings.CutPrefix(text, "/")
		if dirs {
			out.Add(automaton.AnyDirs)
		} else {
			out.Add(automaton.Anything)
		}
		text = rest
	}
	out.Text(text)
	if e.kind == prefixed {
		out.Add(automaton.Anything)
	}
	return []automaton.Expr{out}
}

// runesOf returns the characters that text/scanner makes of a pattern: it drops one leading byte order mark,
// and an invalid byte becomes U+FFFD.
func runesOf(pattern string) []rune { return []rune(strings.TrimPrefix(pattern, byteOrderMark)) }

// dockerKind finds out how Docker compares the pattern.
func dockerKind(pattern string) kind {
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

// afterDoubleStar returns where the pattern goes on after "**", whose second star is at i; a slash belongs to it.
func afterDoubleStar(runes []rune, i int) int {
	i++
	if i < len(runes) && runes[i] == '/' {
		i++
	}
	return i
}
