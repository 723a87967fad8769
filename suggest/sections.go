package suggest

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A section is a run of lines of the user's file without a blank one between
// them, such as a comment with rules below it.
type section struct {
	heading []string // the words of its comments, in lower case
	known   []*catalog.Artefact
	last    ignore.Line
}

// sectionsOf are the sections of a file in which a new line has the last word:
// those that no negation follows.
func sectionsOf(in Input) []*section {
	var out []*section
	var open *section
	rules := in.File.Rules(in.Builder)
	index := catalog.Index()
	for line := range in.File.Lines() {
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
		if line.Kind == ignore.Comment {
			open.heading = append(open.heading, headingOf(string(in.File.Bytes()[line.Start:line.End]))...)
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
// already, or is headed by what they are, or by the stack whose tools make them;
// nil if there is none.
func home(sections []*section, c Candidate) *section {
	fits := []func(*section) bool{
		func(s *section) bool {
			return slices.ContainsFunc(s.known, func(a *catalog.Artefact) bool { return a.Category == c.Category && a.Stack.ID == c.Stack })
		},
		func(s *section) bool { return headed(s, headingWords[c.Category]) },
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

// headingWords are beginnings of words by which people head the lines of a
// category.
var headingWords = map[Category][]string{
	Secret: {"secret", "credential", "sensitive"}, VCS: {"git", "version", "vcs", "scm"}, Dependencies: {"dependenc", "package", "modules"},
	BuildOutput: {"build", "output", "artifact", "artefact", "compiled", "dist"}, Cache: {"cache", "temp"}, Dataset: {"data"}, Model: {"model", "weight"},
	Archive: {"archive", "dump", "backup"}, Media: {"media", "video"}, Log: {"log", "logs", "logging"}, Test: {"test", "coverage", "report"}, Docs: {"doc", "docs", "document"},
	Agent: {"agent", "ai"}, Editor: {"editor", "ide", "ides"}, OS: {"os", "operating", "macos", "windows"},
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
