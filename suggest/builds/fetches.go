package builds

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A maker is how dependencies get into an image.
type maker struct{ catalog.Install }

// makerOf is how a tool of the catalog fetches dependencies.
func makerOf(tool string) *maker {
	if t := catalog.Tools()[tool]; t != nil {
		return &maker{t.Install}
	}
	return &maker{}
}

// FetchedBy finds the RUN that makes an entry again: the fact to show.
func (r *Builds) FetchedBy(key string, i uint32) (fact string) {
	m := makerOf(key)
	for _, line := range r.lines {
		if phrase := m.line(r.tree, line, i, m.Commands); phrase != "" && !r.away(key, line, i, true) {
			return "`" + phrase + "` at " + line.where + " makes it again"
		}
	}
	return ""
}

// line is what a RUN makes an entry again with, by one of the phrases; empty
// if it does not, or does so elsewhere.
func (m *maker) line(t *buildcontext.Tree, line runLine, i uint32, phrases []string) string {
	for _, command := range line.commands {
		if phrase := m.in(command, phrases); phrase != "" && !elsewhere(t, line, i) && !astray(t, command, choosing, i) {
			return phrase
		}
	}
	return ""
}

// in is what a command makes the dependencies again with; empty if it does
// not.
func (m *maker) in(command string, phrases []string) string {
	unfit := func(word string) bool { return slices.Contains(m.Not, word) }
	if installs(command) || idle(command) || slices.ContainsFunc(strings.Fields(command), unfit) {
		return ""
	}
	for _, phrase := range phrases {
		if after, ok := cutWords(command, phrase); ok && ofProject(phrase, after) {
			return phrase
		}
	}
	for _, program := range m.Bare {
		if after, ok := cutWords(command, program); ok && (after == "" || after[0] == '-') {
			return program
		}
	}
	return ""
}

// ofProject reports whether a command with such words behind it installs what a
// project depends on, and not some package or tool.
func ofProject(phrase, after string) bool {
	words := strings.Fields(after)
	if strings.Contains(phrase, "pip") && !strings.HasPrefix(phrase, "pipenv") {
		return slices.ContainsFunc(words, func(word string) bool {
			return word == "." || word[0] == '.' || strings.HasPrefix(word, "-r") || strings.HasPrefix(word, "--requirement") || word == "-e" || word == "--editable"
		})
	}
	return !slices.ContainsFunc(words, func(word string) bool {
		return word == "-g" || word == "--global" || word == "--location=global" || phrase == "go install" && strings.Contains(word, "@")
	})
}

// moving are words of a shell before the directory in which a program works.
var moving = map[string]bool{
	"cd": true, "pushd": true, "--prefix": true, "-C": true, "--cwd": true, "--dir": true, "--directory": true, "--project": true,
}

// choosing are flags before the part of a workspace that a command is about.
var choosing = map[string]bool{"--workspace": true, "-w": true, "--filter": true, "-F": true, "--scope": true, "workspace": true}

// elsewhere reports whether a RUN works in directories of the build context
// and none of them holds the entry.
func elsewhere(t *buildcontext.Tree, line runLine, i uint32) bool {
	return astray(t, line.text, moving, i)
}

// astray reports whether a text has directories behind words, and none of them
// Holds the entry.
func astray(t *buildcontext.Tree, text string, before map[string]bool, i uint32) bool {
	words := strings.FieldsFunc(text, punctuation)
	moved := false
	for k, word := range words {
		if k == 0 || !before[words[k-1]] || path.Clean(word) == "." {
			continue
		}
		dir, ok := t.Lookup(strings.TrimPrefix(path.Clean(word), "/"))
		if !ok && choosing[words[k-1]] && !orders(words) && !strings.HasSuffix(word, "...") {
			if dir = packageOf(t, i); dir != 0 && t.Name(dir) != path.Base(word) {
				moved = true
			}
			continue
		}
		if !ok || dir == 0 {
			continue
		}
		if dir <= i && i < t.End(dir) {
			return false
		}
		moved = true
	}
	return moved
}

// orders reports whether a command builds what a part of a workspace depends on,
// too.
func orders(words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return word == "turbo" || word == "nx" || word == "--include-dependencies" })
}

// packageOf is the nearest directory above an entry that has a package.json; 0 for the
// root and where there is none. People call a package and its directory alike.
func packageOf(t *buildcontext.Tree, i uint32) uint32 {
	for at := t.Parent(i); at != 0; at = t.Parent(at) {
		if _, ok := t.Child(at, "package.json"); ok {
			return at
		}
	}
	return 0
}

// cutWords finds a phrase as whole words and returns what stands after it.
func cutWords(command, phrase string) (after string, found bool) {
	for from := 0; ; {
		at := strings.Index(command[from:], phrase)
		if at < 0 {
			return "", false
		}
		at += from
		end := at + len(phrase)
		if (at == 0 || strings.IndexByte(" \t/", command[at-1]) >= 0) && (end == len(command) || strings.IndexByte(" \t", command[end]) >= 0) {
			return strings.TrimSpace(command[end:]), true
		}
		from = end
	}
}

// handlers are commands that only move files about, so that what their words
// say makes nothing.
var handlers = map[string]bool{
	"mkdir": true, "rm": true, "cp": true, "mv": true, "ln": true, "ls": true, "cd": true, "cat": true, "echo": true,
	"chown": true, "chmod": true, "touch": true, "test": true, "[": true, "tar": true, "unzip": true, "curl": true,
	"wget": true, "find": true, "sed": true, "printf": true, "set": true, "export": true,
}

// idle reports whether a command makes nothing, whatever its words say.
func idle(command string) bool {
	first, _, _ := strings.Cut(command, " ")
	return handlers[first]
}

// Refetched reports whether each stage that takes dependencies along fetches them
// FetchedBy with a tool, or plainly has no use for them.
func (r *Builds) Refetched(tool string, i uint32) bool {
	// Go uses what is vendored wherever it compiles (go.dev/ref/mod, "Vendoring").
	other := func(s *stage) bool { return tool != "go" && r.foreign(s, i) }
	return r.spared(i, r.fetches(tool, makerOf(tool).Commands, i), other)
}

// Refilled reports whether each stage that takes dependencies along fills the very
// directory again; true for a tool that cannot do otherwise.
func (r *Builds) Refilled(tool string, i uint32) bool {
	fills := makerOf(tool).Fills
	return len(fills) == 0 || r.spared(i, r.fetches(tool, fills, i), func(*stage) bool { return false })
}

// fetches reports whether a RUN fetches an entry again by one of some phrases.
func (r *Builds) fetches(tool string, phrases []string, i uint32) func(runLine) bool {
	m := makerOf(tool)
	return func(line runLine) bool {
		return m.line(r.tree, line, i, phrases) != "" && !r.away(tool, line, i, true)
	}
}
