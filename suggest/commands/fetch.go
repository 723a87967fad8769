package commands

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A Fetcher is how a tool fetches dependencies into an image.
type Fetcher struct{ catalog.Install }

// FetcherOf is how a tool of the catalog fetches them.
func FetcherOf(tool string) *Fetcher {
	if t := catalog.Tools()[tool]; t != nil {
		return &Fetcher{t.Install}
	}
	return &Fetcher{}
}

// PhraseFor is what a RUN makes an entry again with, by one of the phrases;
// empty if it does not, or does so elsewhere.
func (m *Fetcher) PhraseFor(t *buildcontext.Tree, run Run, i uint32, phrases []string) string {
	for _, command := range run.Commands {
		if phrase := m.PhraseIn(command, phrases); phrase != "" && !MovesElsewhere(t, run.Text, i) && !ChoosesElsewhere(t, command, i) {
			return phrase
		}
	}
	return ""
}

// PhraseIn is what a command makes the dependencies again with; empty if it
// does not.
func (m *Fetcher) PhraseIn(command string, phrases []string) string {
	unfit := func(word string) bool { return slices.Contains(m.Not, word) }
	if InstallsSystemPackages(command) || idle(command) || slices.ContainsFunc(strings.Fields(command), unfit) {
		return ""
	}
	for _, phrase := range phrases {
		if after, ok := CutPhrase(command, phrase); ok && ofProject(phrase, after) {
			return phrase
		}
	}
	for _, program := range m.Bare {
		if after, ok := CutPhrase(command, program); ok && (after == "" || after[0] == '-') {
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

// Directories are the words behind those by which a text moves into a
// directory.
func Directories(text string) []string {
	var out []string
	words := strings.FieldsFunc(text, IsPunctuation)
	for k, word := range words {
		if k > 0 && moving[words[k-1]] {
			out = append(out, word)
		}
	}
	return out
}

// MovesElsewhere reports whether a text moves into directories of the build
// context, and none of them holds the entry.
func MovesElsewhere(t *buildcontext.Tree, text string, i uint32) bool {
	return elsewhere(t, text, moving, i)
}

// ChoosesElsewhere reports whether a text is about parts of a workspace, and
// none of them holds the entry.
func ChoosesElsewhere(t *buildcontext.Tree, text string, i uint32) bool {
	return elsewhere(t, text, choosing, i)
}

// elsewhere reports whether a text has directories behind words, and none of
// them holds the entry.
func elsewhere(t *buildcontext.Tree, text string, before map[string]bool, i uint32) bool {
	words := strings.FieldsFunc(text, IsPunctuation)
	moved := false
	for k, word := range words {
		if k == 0 || !before[words[k-1]] || path.Clean(word) == "." {
			continue
		}
		dir, ok := t.Lookup(strings.TrimPrefix(path.Clean(word), "/"))
		if !ok && choosing[words[k-1]] && !withDependencies(words) && !strings.HasSuffix(word, "...") {
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

// withDependencies reports whether a command builds what a part of a workspace
// depends on, too.
func withDependencies(words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return word == "turbo" || word == "nx" || word == "--include-dependencies" })
}

// packageOf is the nearest directory above an entry that has a package.json; 0
// for the root and where there is none. People call a package and its directory
// alike.
func packageOf(t *buildcontext.Tree, i uint32) uint32 {
	for at := t.Parent(i); at != 0; at = t.Parent(at) {
		if _, ok := t.Child(at, "package.json"); ok {
			return at
		}
	}
	return 0
}

// CutPhrase finds a phrase as whole words and returns what stands after it.
func CutPhrase(command, phrase string) (after string, found bool) {
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
