package ignore

import (
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/moby/patternmatcher"
)

// Rule is one pattern of an ignore file, or of a list of patterns, as one
// builder takes it.
type Rule struct {
	// Index is the position in the Rules of the Matcher; -1 when the rule is
	// not in force, because the builder refuses it (Err) or because nothing is
	// left of it once it is cleaned.
	Index int
	// Line counts from 1; it is 0 when the rule does not come from a file.
	Line int
	// Start and End are the byte span of Text in the file; End is exclusive.
	Start, End int
	// Text is the rule as written, white space around it cut.
	Text string
	// Pattern is what the matcher gets: cleaned, without the "!".
	Pattern string
	// Negated says that the rule re-includes what it matches.
	Negated bool
	// Err is why the builder refuses the rule, in the builder's own words; nil
	// for a rule in force.
	Err error
	// Late says that the builder accepts the rule when it reads the list and
	// fails when it first has to compare it with a path.
	Late bool

	expr expression // nothing when refused
}

// Covers reports whether this rule matches everything that another one matches,
// with all that lies below. It is never wrongly true. Negation makes no
// difference.
func (r *Rule) Covers(other *Rule) bool { return covers(r.Pattern, other.Pattern) }

func covers(wide, narrow string) bool {
	switch {
	case wide == narrow:
		return true
	case strings.HasPrefix(narrow, "**"):
		return strings.HasPrefix(narrow, "**/") && strings.HasPrefix(wide, "**/") && covers(wide, narrow[len("**/"):])
	}
	name, anywhere := strings.CutPrefix(wide, "**/")
	if !anywhere {
		return !isGlob(wide) && strings.HasPrefix(narrow, wide+"/")
	}
	if strings.Contains(name, "/") || strings.Contains(name, "**") {
		return false
	}
	for component := range strings.SplitSeq(narrow, "/") {
		if component == name {
			return true
		}
		if ok, err := path.Match(name, component); ok && err == nil && !isGlob(component) {
			return true
		}
	}
	return false
}

func isGlob(pattern string) bool { return strings.ContainsAny(pattern, `*?[\`) }

var (
	errIllegalExclusion = errors.New(`illegal exclusion pattern: "!"`)
	errNonPrintable     = errors.New(`header key "exclude-patterns" contains value with non-printable ASCII characters`)
)

// compileLines turns what a builder reads into rules and numbers those in
// force.
func (f *File) compileLines(model *model) []*Rule {
	count, ascii := 0, true
	for w := range f.patternLines(model) {
		count++
		ascii = ascii && (w.err != nil || isASCII(w.pattern))
	}
	// Everything that leaves the front end is sent in a gRPC header, which
	// takes printable ASCII. A list with any other character in it is escaped
	// as a whole, control characters too (moby/buildkit,
	// session/filesync/filesync.go encodeStringForHeader).
	escaped := !model.sendsRules || !ascii
	next := 0
	all := make([]Rule, 0, count)
	rules := make([]*Rule, 0, count)
	for w := range f.patternLines(model) {
		all = append(all, Rule{})
		r := &all[len(all)-1]
		rules = append(rules, r)
		*r = Rule{Index: -1, Line: w.line, Start: w.start, End: w.end, Text: f.text[w.start:w.end]}
		if f.concealed {
			r.Text = ConcealedText
		}
		if r.Err = w.err; r.Err != nil {
			continue
		}
		pattern := w.pattern
		r.compile(model, pattern)
		if sent := throughJSON(pattern); model.sendsRules && sent != pattern && r.Err == nil {
			// The front end has compiled the list once by now
			// (frontend/dockerfile/dockerfile2llb/convert.go dispatchStages).
			pattern = sent
			r.compile(model, pattern)
		}
		if r.Err == nil && !escaped && strings.ContainsFunc(pattern, unprintable) {
			r.Err = errNonPrintable
		}
		if r.Err != nil {
			r.expr = expression{}
		}
		if r.expr.kind != nothing {
			r.Index = next
			next++
		}
	}
	return rules
}

// compileList makes rules of a list of patterns, and fails as a whole, as the
// builders' own constructors do.
func compileList(model *model, patterns []string) ([]*Rule, error) {
	var rules []*Rule
	for _, p := range patterns {
		r := &Rule{Index: len(rules), Text: p}
		if r.compile(model, p); r.Err != nil {
			return nil, r.Err
		}
		if r.expr.kind != nothing {
			rules = append(rules, r)
		}
	}
	return rules, nil
}

// compile sets Pattern, Negated, Err, Late and the expression.
func (r *Rule) compile(model *model, pattern string) {
	r.Pattern, r.Negated, r.Err = model.clean(pattern)
	if r.Pattern == "" || r.Err != nil {
		return
	}
	r.expr = model.expression(r.Pattern)
	r.Late = r.expr.kind == broken
}

// readDocker lets patternmatcher itself clean and validate a pattern. The
// pattern is empty when nothing is left.
func readDocker(pattern string) (cleaned string, negated bool, err error) {
	if isPlain(pattern) {
		// which is all that it would do
		return filepath.ToSlash(filepath.Clean(pattern)), false, nil
	}
	m, err := patternmatcher.New([]string{pattern})
	if err != nil {
		p := filepath.Clean(strings.TrimSpace(pattern))
		if p == "!" {
			err = errIllegalExclusion // it has no value to compare with
		}
		return strings.TrimPrefix(p, "!"), strings.HasPrefix(p, "!"), err
	}
	for _, p := range m.Patterns() {
		return filepath.ToSlash(p.String()), p.Exclusion(), nil
	}
	return "", false, nil
}

// isPlain reports whether there is nothing in a pattern but letters, digits and
// a few other characters that mean nothing.
func isPlain(pattern string) bool {
	for i := range len(pattern) {
		c := pattern[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '.', c == '_', c == '-', c == '/':
		default:
			return false
		}
	}
	return pattern != ""
}

func isASCII(pattern string) bool {
	for i := range len(pattern) {
		if pattern[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Sendable reports whether a list of paths or patterns can be sent to
// BuildKit's client: in a list of nothing but ASCII every character has to be
// printable (moby/buildkit, session/filesync/filesync.go
// encodeStringForHeader).
func Sendable(list []string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return !isASCII(s) }) ||
		!slices.ContainsFunc(list, func(s string) bool { return strings.ContainsFunc(s, unprintable) })
}

func unprintable(r rune) bool { return r < ' ' || r > '~' }

// OnlyAtRoot reports whether a rule gives a name without a directory, which
// git would look for at any depth. A slash or a dot in front shows that the
// root is meant.
func (r *Rule) OnlyAtRoot() bool {
	switch name := r.Pattern; {
	case r.Negated, strings.HasPrefix(r.Text, "/"), strings.HasPrefix(r.Text, "./"), name == "", name == ".", name == "..", name == "*":
		return false
	default:
		return !strings.Contains(name, "/") && !strings.Contains(name, "**")
	}
}
