package suggest

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A maker is how the dependencies of one language get into an image.
type maker struct {
	commands []string // what makes the dependencies again
	bare     []string // programs that do so without a subcommand
	// fills are those of the commands that fill the very directory; empty for
	// all of them.
	fills []string
}

// makers are the makers by the key that [Name.Makers] has.
var makers = map[string]maker{
	"node": {
		commands: []string{
			"npm ci", "npm install", "npm i", "npm clean-install", "yarn install", "yarn workspaces focus", "pnpm install", "pnpm i",
			"pnpm deploy", "bun install", "bun i", "deno install", "lerna bootstrap", "rush install",
		},
		bare: []string{"yarn"},
	},
	"python": {
		commands: []string{
			"pip install", "pip3 install", "poetry install", "uv sync", "uv pip install", "pipenv install", "pipenv sync", "pdm install",
			"pdm sync", "conda env", "mamba env", "pixi install", "hatch env",
		},
		fills: []string{
			"poetry install", "uv sync", "uv venv", "pdm install", "pdm sync", "python -m venv", "python3 -m venv", "virtualenv", "conda env", "mamba env",
		},
	},
	"php":       {commands: []string{"composer install", "composer update", "composer i"}},
	"ruby":      {commands: []string{"bundle install"}, bare: []string{"bundle"}},
	"go":        {commands: []string{"go mod download", "go mod vendor", "go build", "go install", "go get", "go test"}},
	"elixir":    {commands: []string{"mix deps.get"}},
	"bower":     {commands: []string{"bower install"}},
	"jspm":      {commands: []string{"jspm install"}},
	"pixi":      {commands: []string{"pixi install"}},
	"cocoapods": {commands: []string{"pod install"}},
	"carthage":  {commands: []string{"carthage bootstrap", "carthage update"}},
	"opam":      {commands: []string{"opam install", "opam switch"}},
	"elm":       {commands: []string{"elm make", "elm install"}},
	"vcpkg":     {commands: []string{"vcpkg install"}, bare: []string{"cmake"}},
	"dart":      {commands: []string{"dart pub get", "flutter pub get", "pub get"}},
	"renv":      {commands: []string{"renv::restore"}},
	"maven":     {commands: []string{"mvn", "mvnw"}},
}

// again finds the RUN that makes an entry again: the fact to show.
func (r *runs) again(key string, i uint32) (fact string) {
	m := makers[key]
	for _, line := range r.lines {
		if phrase := m.line(r.tree, line, i, m.commands); phrase != "" {
			return "`" + phrase + "` at " + line.where + " makes it again"
		}
	}
	return ""
}

// line is what a RUN makes an entry again with, by one of the phrases; empty
// if it does not, or does so elsewhere.
func (m *maker) line(t *buildcontext.Tree, line runLine, i uint32, phrases []string) string {
	for _, command := range line.commands {
		if phrase := m.in(command, phrases); phrase != "" && !elsewhere(t, line, i) {
			return phrase
		}
	}
	return ""
}

// in is what a command makes the dependencies again with; empty if it does
// not.
func (m *maker) in(command string, phrases []string) string {
	if installs(command) || idle(command) {
		return ""
	}
	for _, phrase := range phrases {
		if after, ok := cutWords(command, phrase); ok && ofProject(phrase, after) {
			return phrase
		}
	}
	for _, program := range m.bare {
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
var moving = map[string]bool{"cd": true, "pushd": true, "--prefix": true, "-C": true, "--cwd": true, "--dir": true, "--directory": true, "--project": true}

// elsewhere reports whether a RUN works in directories of the build context
// and none of them holds the entry.
func elsewhere(t *buildcontext.Tree, line runLine, i uint32) bool {
	words := strings.FieldsFunc(line.text, punctuation)
	moved := false
	for k, word := range words {
		if k == 0 || !moving[words[k-1]] || path.Clean(word) == "." {
			continue
		}
		dir, ok := t.Lookup(strings.TrimPrefix(path.Clean(word), "/"))
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

// doubt turns what was taken as safe into a question.
func (p *Pass) doubt(fact string) {
	if p.found != nil && p.found.safety == diag.Safe {
		p.found.safety = diag.Review
		p.found.evidence = append(p.found.evidence, fact)
	}
}

// remade judges dependencies that were taken as safe: stages that take them
// along have to make them again, or to be of another language.
func (p *Pass) remade() {
	manifest := manifest(p.Tree, p.Entry, p.Name)
	fact := p.runs.again(p.Name.Makers, p.Entry)
	if p.found.safety == diag.Safe && p.runs.taken(p.Entry) {
		m := makers[p.Name.Makers]
		by := func(phrases []string) func(runLine) bool {
			return func(line runLine) bool { return m.line(p.Tree, line, p.Entry, phrases) != "" }
		}
		named := p.runs.names(p.Tree, p.Entry)
		other := func(s *stage) bool { return p.runs.foreign(s, p.Entry) }
		switch {
		case p.Name.Makers == "go" && p.runs.has("-mod=vendor"):
			p.doubt("a RUN builds with -mod=vendor")
		case !p.runs.spared(p.Entry, by(m.commands), other):
			p.doubt("no RUN makes it again")
		case named != "" && len(m.fills) > 0 && !p.runs.spared(p.Entry, by(m.fills), func(*stage) bool { return false }):
			p.doubt(named + " names it")
		}
	}
	switch {
	case p.found.safety == diag.Safe && fact != "":
		p.found.evidence = append(p.found.evidence, fact)
	case p.found.safety == diag.Safe && manifest != "":
		p.found.why += "; " + manifest + " beside it makes them again"
		p.found.evidence = slices.DeleteFunc(slices.Clone(p.found.evidence), func(fact string) bool { return fact == manifest+" beside it" })
	}
}
