package needs

import (
	"maps"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// value is what a variable holds. doubt is the reason why it may hold something
// else; it passes on to whatever is made from the variable.
type value struct {
	text, doubt string
}

// scope holds the variables of a stage at one of its lines.
type scope struct {
	// all is what instructions see: ENV and ARG alike, the later wins.
	all map[string]value
	// env is what ENV alone has set. A stage that builds on this one gets both,
	// but then env once more on top (dockerfile2llb/convert.go, dispatchStages:
	// "initialize base metadata from image conf"), so that there an ENV wins
	// over a later ARG of the base stage.
	env map[string]value
	// image is the base image that may have set more, empty if there is none.
	image string
	// text is what all variables together may make of words.
	text *quota
}

// defaultPath is the PATH that BuildKit sets when the base image sets none,
// which it does not for Windows (util/system/path.go).
func defaultPath(os string) (string, bool) {
	const unix = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
	return unix, os != "windows"
}

// child returns the scope of a stage FROM this one.
func (s *scope) child() *scope {
	c := &scope{all: maps.Clone(s.all), env: maps.Clone(s.env), image: s.image, text: s.text}
	maps.Copy(c.all, c.env)
	if s.image == "" {
		return c
	}
	for name, v := range c.all {
		if _, ok := c.env[name]; !ok && v.doubt == "" {
			v.doubt = "an ARG of the stage below sets " + name + ", but if the base image " + s.image + " sets it too, that wins"
			c.all[name] = v
		}
	}
	return c
}

// mayHave is the doubt about a variable that the stages do not set.
func (s *scope) mayHave(name string) string {
	return "no instruction sets " + name + " for this stage, but the base image " + s.image + " may"
}

// get returns a variable and whether it is set, as far as is known.
func (s *scope) get(name string) (v value, set bool) {
	if v, set = s.all[name]; set || s.image == "" {
		return v, set
	}
	v.doubt = s.mayHave(name)
	return v, false
}

// tooLong is the doubt about a word that is not evaluated.
const tooLong = "its variables hold more text than is evaluated here"

// expansion is the result of replacing the variables of a word.
type expansion struct {
	text, doubt string
	err         error
}

// expand replaces the variables of a word as BuildKit's shell lexer does.
func expand(lex *shell.Lex, word string, s *scope) expansion {
	if isPlain(word) {
		return expansion{text: word}
	}
	reader := &reader{scope: s, budget: 256 << 10}
	if strings.Contains(word, "//") {
		reader.budget = 4 << 10 // ${x//a/b} can multiply what it reads
	}
	text, _, err := lex.ProcessWord(word, reader)
	if reader.budget < 0 || s.text != nil && !s.text.spend(max(0, len(text)-len(word))) {
		return expansion{doubt: tooLong}
	}
	return expansion{text: text, doubt: reader.doubt, err: err}
}

// isPlain reports whether nothing in a word means anything to the lexer.
func isPlain(word string) bool {
	for i := range len(word) {
		c := word[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '.', c == '_', c == '-', c == '/':
		default:
			return false
		}
	}
	return true
}

// reader hands variables to the lexer and notes what is doubtful about them.
// The budget bounds what one word can grow to: a dozen lines like ENV A=$A$A
// would otherwise fill the memory.
type reader struct {
	scope  *scope
	doubt  string
	budget int
}

// Get is asked by the lexer for every variable of a word.
func (r *reader) Get(name string) (string, bool) {
	v, set := r.scope.get(name)
	if r.doubt == "" {
		r.doubt = v.doubt
	}
	if r.budget -= len(v.text); r.budget < 0 {
		return "", set
	}
	return v.text, set
}

// Keys is part of the lexer's interface, for suggestions only.
func (r *reader) Keys() []string { return nil }

// doubtful is an error that is one only if the base image does not set a
// variable, as that of ${X:?}. Its text is the doubt.
type doubtful string

// Error returns the doubt.
func (d doubtful) Error() string { return string(d) }

// unlessSet makes an error doubtful, if there is a doubt.
func unlessSet(doubt string, err error) error {
	if err != nil && doubt != "" {
		return doubtful(doubt)
	}
	return err
}

// failure returns the error of an expansion, if there is one.
func (x expansion) failure() error { return unlessSet(x.doubt, x.err) }
