package suggest

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// maxLines is how many lines one candidate may take. A file that nobody reads
// is worth less than what the last lines would save.
const maxLines = 12

// A line is one line of a proposal: a new pattern, or a line of the user's
// that becomes wider.
type line struct {
	pattern string
	widen   *ignore.Rule // whose text gets "**/" in front; nil for a new line
	entries []uint32     // what it claims
}

// alternatives are the ways to write a candidate, the shortest and widest
// first. Which of them holds is for the proof to say.
func alternatives(in Case, c Candidate) [][]line {
	var out [][]line
	add := func(lines []line) {
		if len(lines) <= maxLines {
			out = append(out, lines)
		}
	}
	if c.Glob != "" && c.AnyDepth {
		wide := "**/" + c.Glob
		if rule := bareRule(in, c.Glob); rule != nil {
			add([]line{{pattern: "**/" + rule.Text, widen: rule, entries: c.Entries}})
		}
		add([]line{{pattern: wide, entries: c.Entries}})
	}
	if c.Glob != "" {
		add(byDirectory(in, c))
	}
	exact := make([]line, 0, len(c.Entries))
	for _, i := range c.Entries {
		exact = append(exact, line{pattern: escape(in.Builder, in.Tree.Path(i), false), entries: []uint32{i}})
	}
	add(exact)
	return out
}

// byDirectory writes a pattern for each directory that holds entries.
func byDirectory(in Case, c Candidate) []line {
	var out []line
	at := make(map[uint32]int)
	for _, i := range c.Entries {
		dir := in.Tree.Parent(i)
		k, ok := at[dir]
		if !ok {
			k = len(out)
			at[dir] = k
			pattern := c.Glob
			if dir != 0 {
				pattern = escape(in.Builder, in.Tree.Path(dir), isGlob(c.Glob)) + "/" + c.Glob
			}
			out = append(out, line{pattern: pattern})
		}
		out[k].entries = append(out[k].entries, i)
	}
	return out
}

// bareRule is the user's line that names the same without "**/", which git
// would look for at any depth. A line that starts with "/" or "." means the
// root and stays. So does one that a negation follows: BuildKit's walk does
// not always let the negation have the last word, other builders do
// (MatchesUsingParentResults skips a negation while nothing is excluded).
func bareRule(in Case, glob string) *ignore.Rule {
	var found *ignore.Rule
	for _, r := range in.Ignore.Rules(in.Builder) {
		switch {
		case r.Negated:
			found = nil
		case found == nil && r.Index >= 0 && r.Line > 0 && r.Pattern == glob && strings.TrimSuffix(r.Text, "/") == glob:
			found = r
		}
	}
	return found
}

func isGlob(pattern string) bool { return strings.ContainsAny(pattern, `*?[\`) }

// odd reports whether a character is not written into a file that people look
// at: a line cannot hold it, it is not to be seen there, or it is what is left
// of invalid UTF-8.
func odd(r rune) bool { return r == utf8.RuneError || ignore.Unseen(r) }

// escape writes a path as a pattern that matches it. What is odd, or a builder
// would read as something else, as space at the ends, becomes "?"; what a CI
// system that prints the file would take for a command begins with a backslash.
// In a pattern that has
// any wildcard patternmatcher makes a regular expression in which "{", "|",
// "}" and "^" are not literal, so they are escaped there; a builder that makes
// one of any pattern passes more characters on.
func escape(b ignore.Builder, name string, inGlob bool) string {
	const special = `*?[]\`
	glob := inGlob || strings.HasPrefix(name, "!") || strings.HasPrefix(name, "#") || strings.HasPrefix(name, "::") || strings.ContainsAny(name, special) || strings.ContainsFunc(name, odd) || strings.TrimSpace(name) != name
	var out strings.Builder
	for i, r := range name {
		edge := i == 0 || i+utf8.RuneLen(r) == len(name)
		switch {
		case odd(r), unicode.IsSpace(r) && edge:
			out.WriteByte('?')
		case b.AlwaysRegexp() && strings.ContainsRune(`+(){}|^$`, r):
			out.WriteByte('?')
		case strings.ContainsRune(special, r), glob && strings.ContainsRune(`{|}^`, r), i == 0 && (r == '!' || r == '#' || strings.HasPrefix(name, "::")):
			out.WriteByte('\\')
			out.WriteRune(r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// A section is a run of lines of the user's file without a blank one between
// them, such as a comment with rules below it.
type section struct {
	heading []string // the words of its comments, in lower case
	known   []*catalog.Artefact
	last    ignore.Line
}

// sectionsOf are the sections of a file in which a new line has the last word:
// those that no negation follows.
func sectionsOf(in Case) []*section {
	var out []*section
	var open *section
	rules := in.Ignore.Rules(in.Builder)
	index := catalog.Index()
	for line := range in.Ignore.Lines() {
		name := ""
		if len(rules) > 0 && rules[0].Line == line.Number {
			r := rules[0]
			rules = rules[1:]
			if name = path.Base(r.Pattern); r.Negated {
				out, open = nil, nil
				continue
			}
		}
		if line.Kind == ignore.Blank {
			open = nil
			continue
		}
		if open == nil {
			open = &section{}
			out = append(out, open)
		}
		open.last = line
		if text := string(in.Ignore.Bytes()[line.Start:line.End]); line.Kind == ignore.Comment && !strings.HasPrefix(text, unverified) {
			open.heading = append(open.heading, headingOf(text)...)
		}
		index.Each(name, func(a *catalog.Artefact) { open.known = append(open.known, a) })
	}
	return out
}

// headingOf are the words of a text in lower case.
func headingOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
}

// home is the section that a candidate belongs to: one that has such things
// already, or is headed by what they are, or by the stack whose tools make
// them; nil if there is none.
func home(sections []*section, c Candidate) *section {
	fits := []func(*section) bool{
		func(s *section) bool {
			return slices.ContainsFunc(s.known, func(a *catalog.Artefact) bool { return a.Category == c.Category && a.Stack.ID == c.Stack })
		},
		func(s *section) bool { return headed(s, c.Category.Facts().HeadingWords) },
		func(s *section) bool { return headed(s, stackWords(c.Stack)) },
	}
	for _, fit := range fits {
		for _, s := range slices.Backward(sections) {
			if fit(s) {
				return s
			}
		}
	}
	return nil
}

// headed reports whether a word of the heading is one of some words, or begins
// with one that is long enough to mean nothing else.
func headed(s *section, words []string) bool {
	const short = 3
	return slices.ContainsFunc(s.heading, func(is string) bool {
		return slices.ContainsFunc(words, func(want string) bool { return is == want || len(want) > short && strings.HasPrefix(is, want) })
	})
}

// stackWords are the words by which people head the lines of a stack.
func stackWords(id string) []string {
	for _, s := range catalog.Stacks() {
		if s.ID == id && s.ID != "all" {
			return append(slices.DeleteFunc(headingOf(s.Title), func(word string) bool { return ordinaryWords[word] }), id)
		}
	}
	return nil
}

// ordinaryWords are words in the titles of stacks that say nothing of them.
var ordinaryWords = map[string]bool{"and": true, "data": true, "services": true, "beside": true, "the": true, "code": true, "tools": true, "static": true, "sites": true, "js": true}
