package suggest

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// A maker is how the dependencies of one language get into an image.
type maker struct {
	images   []string // whose stages would run the program
	commands []string // what makes the dependencies again
	bare     []string // programs that do so without a subcommand
}

// makers are the makers by the key that [Name.Makers] has.
var makers = map[string]maker{
	"node": {
		images: []string{"node", "bun", "deno"},
		commands: []string{
			"npm ci", "npm install", "npm i", "npm clean-install", "yarn install", "yarn workspaces focus", "pnpm install", "pnpm i",
			"pnpm deploy", "bun install", "bun i", "deno install", "lerna bootstrap", "rush install",
		},
		bare: []string{"yarn"},
	},
	"python": {
		images: []string{"python", "pypy", "conda"},
		commands: []string{
			"pip install", "pip3 install", "poetry install", "uv sync", "uv pip", "pipenv install", "pipenv sync", "pdm install",
			"pdm sync", "conda install", "conda env", "mamba install", "mamba env", "pixi install", "hatch env",
		},
	},
	"php":    {images: []string{"php"}, commands: []string{"composer install", "composer update", "composer i"}},
	"ruby":   {images: []string{"ruby", "rails"}, commands: []string{"bundle install"}, bare: []string{"bundle"}},
	"go":     {images: []string{"golang"}, commands: []string{"go mod download", "go build", "go install", "go get", "go test", "make"}},
	"elixir": {images: []string{"elixir"}, commands: []string{"mix deps.get"}},
}

// again finds the RUN that makes dependencies again: the fact to show, and
// whether some image would have to do without them.
func (r *runs) again(key string) (fact string, missed bool) {
	m, ok := makers[key]
	if !ok {
		return "", false
	}
	for _, line := range r.lines {
		for _, command := range line.commands {
			if phrase := m.in(command); phrase != "" {
				return "`" + phrase + "` at " + line.where + " makes it again", false
			}
		}
	}
	return "", slices.ContainsFunc(r.bases, func(base string) bool {
		return slices.ContainsFunc(m.images, func(image string) bool { return strings.HasPrefix(base, image) })
	})
}

// in is what a command makes the dependencies again with; empty if it does
// not.
func (m *maker) in(command string) string {
	if installs(command) {
		return ""
	}
	for _, phrase := range m.commands {
		if _, ok := cutWords(command, phrase); ok {
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

// builders are parts of words that make build outputs again.
var builders = []string{
	"build", "compile", "make", "tsc", "webpack", "vite", "rollup", "gulp", "grunt", "generate", "package", "assemble",
	"publish", "cargo", "mvn", "gradle", "sbt", "mix", "stack", "cabal", "dune", "ninja", "bazel", "hugo", "jekyll",
	"mkdocs", "sphinx", "setup.py", "assets:precompile", "goreleaser", "export",
}

// handlers are commands that only move files about, so that what their words
// say makes nothing.
var handlers = map[string]bool{
	"mkdir": true, "rm": true, "cp": true, "mv": true, "ln": true, "ls": true, "cd": true, "cat": true, "echo": true,
	"chown": true, "chmod": true, "touch": true, "test": true, "[": true, "tar": true, "unzip": true, "curl": true,
	"wget": true, "find": true, "sed": true, "printf": true, "set": true, "export": true,
}

// rebuilds reports whether any RUN makes build outputs.
func (r *runs) rebuilds() bool {
	for _, line := range r.lines {
		if slices.ContainsFunc(line.commands, builds) {
			return true
		}
	}
	return false
}

// builds reports whether a command makes build outputs.
func builds(command string) bool {
	words := strings.Fields(command)
	if len(words) == 0 || handlers[words[0]] || installs(command) {
		return false
	}
	return slices.ContainsFunc(words, func(word string) bool {
		return word[0] != '/' && word[0] != '-' && slices.ContainsFunc(builders, func(part string) bool { return strings.Contains(word, part) })
	})
}

// doubt turns what was taken as safe into a question.
func (p *Pass) doubt(fact string) {
	if p.found != nil && p.found.safety == diag.Safe {
		p.found.safety = diag.Review
		p.found.evidence = append(p.found.evidence, fact)
	}
}

// copied reports whether some COPY takes the entry along with others.
func (p *Pass) copied() bool { return p.runs.whole || p.needed.takes(p.Entry) != "" }
