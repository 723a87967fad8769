package automaton

// Expr is one pattern over a whole slash-separated path: a sequence of pieces
// that have to follow one another. The zero value matches the empty path only.
type Expr struct {
	tokens []token
	sets   []set // those of the tokens that are not among the known ones
}

// Reset makes it the zero value again, with room for as much as it had.
func (e *Expr) Reset() { e.tokens, e.sets = e.tokens[:0], nil }

// Piece is a wildcard of path patterns.
type Piece uint8

// The wildcards.
const (
	NotSlash   Piece = iota // one character but '/'
	NotSlashes              // any number of characters but '/'
	Line                    // any number of characters but line feeds
	Anything                // any number of any characters
	// any number of whole directories, without line feeds in their names
	Dirs
	AnyDirs // any number of whole directories
	// nothing, or a slash and any number of characters but line feeds
	Below
)

// Regexp returns the regular expression that means the same.
func (p Piece) Regexp() string {
	switch p {
	case NotSlash:
		return "[^/]"
	case NotSlashes:
		return "[^/]*"
	case Line:
		return ".*"
	case Anything:
		return "(?s:.*)"
	case Dirs:
		return "(.*/)?"
	case AnyDirs:
		return "(?s:(.*/)?)"
	}
	return "(/.*)?"
}

// Text appends characters that stand for themselves. An invalid byte stands for
// U+FFFD.
func (e *Expr) Text(s string) {
	for _, r := range s {
		e.Rune(r)
	}
}

// Rune appends a character that stands for itself.
func (e *Expr) Rune(r rune) { e.tokens = append(e.tokens, token(r)) }

// Add appends a wildcard.
func (e *Expr) Add(p Piece) { e.tokens = append(e.tokens, p.token()) }

func (p Piece) token() token {
	switch p {
	case NotSlash:
		return wildcard(one, notSlash)
	case NotSlashes:
		return wildcard(star, notSlash)
	case Line:
		return wildcard(star, notNewline)
	case Anything:
		return wildcard(star, anything)
	case Dirs:
		return wildcard(dirs, notNewline)
	case AnyDirs:
		return wildcard(dirs, anything)
	}
	return wildcard(below, notNewline)
}

// token is one element of an expression: a character if it is not negative,
// else an operation on a set of characters.
type token int32

type operation uint8

const (
	one   operation = iota // one character of the set
	opt                    // one or none
	star                   // any number
	dirs                   // nothing, or any number and then a slash
	below                  // nothing, or a slash and then any number
)

// The sets that every automaton knows. Others are numbered after them.
const (
	notSlash = iota
	notNewline
	anything
	knownSets
)

func wildcard(op operation, set int) token { return -token(set*8+int(op)) - 1 }

func (t token) literal() bool        { return t >= 0 }
func (t token) operation() operation { return operation(-(t + 1) % 8) }
func (t token) set() int             { return int(-(t + 1) / 8) }

// set is a set of characters: pairs of first and last, ascending.
type set []rune

const maxRune = '\U0010FFFF'

func (s set) has(r rune) bool {
	for i := 0; i+1 < len(s) && s[i] <= r; i += 2 {
		if r <= s[i+1] {
			return true
		}
	}
	return false
}

func knownSet(i int) set {
	switch i {
	case notSlash:
		return set{0, '/' - 1, '/' + 1, maxRune}
	case notNewline:
		return set{0, '\n' - 1, '\n' + 1, maxRune}
	}
	return set{0, maxRune}
}
