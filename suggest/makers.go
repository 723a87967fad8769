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
}

// makers are the makers by the key that [Name.Makers] has.
var makers = map[string]maker{
	"node": {
		images:   []string{"node", "bun", "deno"},
		commands: []string{"npm ci", "npm install", "npm i", "npm clean-install", "yarn install", "yarn", "pnpm install", "pnpm i", "pnpm", "bun install", "bun i", "deno install"},
	},
	"python": {
		images:   []string{"python", "pypy", "conda"},
		commands: []string{"pip install", "pip3 install", "poetry install", "uv sync", "uv pip", "pipenv install", "pipenv sync", "pdm install", "pdm sync", "conda", "mamba", "pixi install", "tox", "nox"},
	},
	"php":  {images: []string{"php", "composer"}, commands: []string{"composer install", "composer update", "composer"}},
	"ruby": {images: []string{"ruby", "rails"}, commands: []string{"bundle install", "bundle"}},
	"go":   {images: []string{"golang"}, commands: []string{"go mod download", "go build", "go install", "go get", "go test", "make"}},
	"elixir": {
		images:   []string{"elixir", "hexpm"},
		commands: []string{"mix deps.get", "mix"},
	},
}

// builders are words of commands that make build outputs again.
var builders = []string{
	"build", "compile", "make", "tsc", "webpack", "vite", "rollup", "esbuild", "gulp", "grunt", "generate", "package",
	"assemble", "publish", "cargo", "mvn", "gradle", "sbt", "mix", "stack", "cabal", "dune", "ninja", "bazel", "hugo",
	"jekyll", "mkdocs", "sphinx", "setup.py", "assets:precompile", "goreleaser", "export",
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
			if installs(command) {
				continue
			}
			for _, phrase := range m.commands {
				if hasWords(command, phrase) {
					return "`" + phrase + "` at " + line.where + " makes it again", false
				}
			}
		}
	}
	return "", slices.ContainsFunc(r.bases, func(base string) bool {
		return slices.ContainsFunc(m.images, func(image string) bool { return strings.HasPrefix(base, image) })
	})
}

// rebuilds reports whether any RUN makes build outputs.
func (r *runs) rebuilds() bool {
	for _, line := range r.lines {
		for _, command := range line.commands {
			if !installs(command) && slices.ContainsFunc(builders, func(word string) bool { return strings.Contains(command, word) }) {
				return true
			}
		}
	}
	return false
}

// hasWords reports whether a command has a phrase as whole words.
func hasWords(command, phrase string) bool {
	for from := 0; ; {
		at := strings.Index(command[from:], phrase)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(phrase)
		if (at == 0 || strings.IndexByte(" \t/", command[at-1]) >= 0) && (end == len(command) || strings.IndexByte(" \t", command[end]) >= 0) {
			return true
		}
		from = end
	}
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
