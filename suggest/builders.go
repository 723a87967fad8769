package suggest

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// A builder is how a stack makes its build outputs: by programs, of which some
// need a word that says so.
type builder struct {
	programs []string
	// words are parts of words of which one is needed; flags and "." are whole
	// words.
	words []string
	not   []string // words with which it makes something else
	bare  []string // programs that need no word
}

// stackBuilders are the builders of a stack.
type stackBuilders []builder

// builders are the builders by stack.
var builders = map[string]stackBuilders{
	"node": {{
		programs: []string{
			"npm", "yarn", "pnpm", "bun", "npx", "bunx", "deno", "node", "lerna", "turbo", "nx", "rush", "next", "nuxt", "vite", "ng", "astro", "gatsby",
			"parcel", "remix", "react-scripts", "vue-cli-service", "ember", "docusaurus", "expo", "cdk", "corepack",
		},
		words: []string{"build", "compile", "bundle", "generate", "export", "dist", "tsc", "webpack", "vite", "rollup", "package", "synth"},
		not:   []string{"install", "i", "ci", "add", "global", "dev", "serve", "test", "lint"},
		bare:  []string{"tsc", "webpack", "rollup", "esbuild", "gulp", "grunt", "eleventy", "hexo", "tsup"},
	}},
	"cargo":   {{programs: []string{"cargo", "cross"}, words: []string{"build", "leptos", "--path"}, bare: []string{"maturin", "wasm-pack", "trunk"}}},
	"maven":   {{programs: []string{"mvn", "mvnw", "mvnd"}, words: []string{"package", "install", "verify", "compile", "deploy"}}},
	"gradle":  {{programs: []string{"gradle", "gradlew"}, words: []string{"build", "assemble", "jar", "Jar", "war", "War", "dist", "Dist", "compile", "publish"}}},
	"sbt":     {{bare: []string{"sbt", "mill"}}},
	"clojure": {{bare: []string{"lein", "clojure", "clj"}}},
	"java":    {{bare: []string{"javac", "kotlinc", "scalac", "ant"}}},
	"dotnet":  {{programs: []string{"dotnet"}, words: []string{"build", "publish", "pack"}, not: []string{"tool", "add"}, bare: []string{"msbuild"}}},
	"python": {
		{programs: []string{"python", "python3", "uv", "poetry", "pdm", "hatch", "flit"}, words: []string{"build", "setup.py", "sync"}, not: []string{"pip", "add", "tool"}},
		{programs: []string{"pip", "pip3"}, words: []string{"wheel", "-e", "--editable", "."}},
	},
	"go":      {{programs: []string{"go", "goreleaser"}, words: []string{"build", "release"}}},
	"c":       {{bare: []string{"cmake", "ninja", "make", "gmake", "meson", "gcc", "g++", "cc", "c++", "clang", "clang++"}}},
	"make":    {{bare: []string{"make", "gmake"}}},
	"haskell": {{programs: []string{"cabal", "stack"}, words: []string{"build", "install"}}},
	"ocaml":   {{programs: []string{"dune", "esy"}, words: []string{"build", "install"}}},
	"elixir":  {{programs: []string{"mix", "rebar3"}, words: []string{"compile", "release"}, not: []string{"deps.compile"}}},
	"zig":     {{programs: []string{"zig"}, words: []string{"build"}}},
	"swift":   {{programs: []string{"swift", "xcodebuild"}, words: []string{"build"}}},
	"sphinx":  {{bare: []string{"sphinx-build", "make"}}},
	"jekyll":  {{programs: []string{"jekyll", "bundle"}, words: []string{"build"}}},
	"mkdocs":  {{programs: []string{"mkdocs"}, words: []string{"build"}}},
	"hugo":    {{bare: []string{"hugo"}}},
	"dart":    {{programs: []string{"dart", "flutter"}, words: []string{"build", "compile"}}},
	"forge":   {{programs: []string{"forge"}, words: []string{"build"}}},
	"buck":    {{programs: []string{"buck", "buck2"}, words: []string{"build"}}},
	"sam":     {{programs: []string{"sam"}, words: []string{"build"}}},
}

// manifests are the stacks that files beside an output stand for.
var manifests = map[string]string{
	"Cargo.toml": "cargo", "pom.xml": "maven", "build.sbt": "sbt", "build.properties": "sbt", "project.clj": "clojure", "deps.edn": "clojure",
	"build.gradle": "gradle", "build.gradle.kts": "gradle", "*.iml": "gradle", ".classpath": "java",
	"*.csproj": "dotnet", "*.fsproj": "dotnet", "*.vbproj": "dotnet", "*.sln": "dotnet", "Directory.Build.props": "dotnet",
	"pyproject.toml": "python", "setup.py": "python", "setup.cfg": "python", "conf.py": "sphinx", "mkdocs.yml": "mkdocs", "mkdocs.yaml": "mkdocs",
	"CMakeLists.txt": "c", "meson.build": "c", "configure.ac": "c", "GN": "c", ".gn": "c", "Makefile": "make",
	"go.mod": "go", "*.go": "go", ".goreleaser.yml": "go", ".goreleaser.yaml": "go",
	"cabal.project": "haskell", "*.cabal": "haskell", "stack.yaml": "haskell", "dune-project": "ocaml", "mix.exs": "elixir", "rebar.config": "elixir",
	"build.zig": "zig", "Package.swift": "swift", "_config.yml": "jekyll", "hugo.toml": "hugo", "hugo.yaml": "hugo", "config.toml": "hugo",
	"pubspec.yaml": "dart", "foundry.toml": "forge",
	"package.json": "node", "tsconfig.json": "node", "nuxt.config.*": "node", "angular.json": "node", "Gruntfile.js": "node", "gulpfile.js": "node",
	"config.mts": "node", "config.ts": "node", ".babelrc": "node", "babel.config.*": "node", "docusaurus.config.*": "node",
	"hardhat.config.*": "node", "gatsby-config.*": "node", ".eleventy.js": "node", "eleventy.config.*": "node", "cdk.json": "node",
}

// leavings are the stacks that files in an output stand for.
var leavings = map[string]string{
	"CACHEDIR.TAG": "cargo", ".rustc_info.json": "cargo", "maven-status": "maven", "maven-archiver": "maven", "classes": "maven", "scala-*": "sbt",
	"CMakeCache.txt": "c", "build.ninja": "c", "intermediates": "gradle", "libs": "gradle", "project.assets.json": "dotnet",
	"html": "sphinx", "doctrees": "sphinx", "dev": "elixir", "prod": "elixir", "default": "ocaml",
}

// stacks are those that may have made an output: by what lies beside it, else
// by what is in it, else by its name.
func stacks(t *buildcontext.Tree, i uint32, n *Name) []string {
	var out []string
	note := func(stack string) {
		if stack != "" && !slices.Contains(out, stack) {
			out = append(out, stack)
		}
	}
	for _, name := range n.Beside {
		if _, ok := childLike(t, t.Parent(i), name); ok {
			note(manifests[name])
		}
	}
	if len(out) > 1 { // a Makefile beside a manifest only calls its tool
		out = slices.DeleteFunc(out, func(stack string) bool { return stack == "make" })
	}
	if len(out) > 0 {
		return out
	}
	for _, name := range n.Inside {
		if _, ok := childLike(t, i, name); ok && len(out) == 0 {
			note(leavings[name])
		}
	}
	if len(out) == 0 {
		note(n.Stack)
	}
	return out
}

// rebuilt judges an output that was taken as safe: each stage that takes it
// along has to build it again, with the tools of each stack that may have
// made it.
func (p *Pass) rebuilt() {
	if !p.runs.taken(p.Entry) {
		return
	}
	made := stacks(p.Tree, p.Entry, p.Name)
	for _, stack := range made {
		b := builders[stack]
		again := func(line runLine) bool { return b.line(line) && !elsewhere(p.Tree, line, p.Entry) }
		if !p.runs.spared(p.Entry, again, func(*stage) bool { return false }) {
			p.doubt("no RUN makes it again")
			return
		}
	}
	switch by := p.runs.used.name(p.Tree, p.Entry); {
	case len(made) == 0:
		p.doubt("no RUN makes it again")
	case by != "" && anyPlace[made[0]] && p.runs.named.name(p.Tree, p.Entry) == "":
		p.doubt(by + " names it")
	}
}

// anyPlace are stacks whose tools write where they are told to, so that a build
// need not write to a directory of some name.
var anyPlace = map[string]bool{"go": true, "c": true, "make": true, "python": true}

// line reports whether a RUN makes outputs.
func (b stackBuilders) line(line runLine) bool {
	return slices.ContainsFunc(line.commands, func(command string) bool {
		return !idle(command) && !installs(command) && slices.ContainsFunc(b, func(one builder) bool { return one.builds(command) })
	})
}

// builds reports whether a command makes outputs.
func (b *builder) builds(command string) bool {
	words := strings.Fields(command)
	if slices.ContainsFunc(words, func(word string) bool { return slices.Contains(b.not, word) }) {
		return false
	}
	called := false
	for _, word := range words {
		base := path.Base(word)
		switch {
		case !called && slices.Contains(b.bare, base), called && slices.Contains(b.bare, word):
			return true
		case !called:
			called = slices.Contains(b.programs, base)
		case b.says(word):
			return true
		}
	}
	return false
}

// says reports whether a word is one that makes outputs.
func (b *builder) says(word string) bool {
	if word[0] == '-' || word == "." {
		return slices.Contains(b.words, word)
	}
	return word[0] != '/' && slices.ContainsFunc(b.words, func(part string) bool {
		return part != "." && part[0] != '-' && strings.Contains(word, part)
	})
}
