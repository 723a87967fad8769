package commands

import (
	"path"
	"slices"
	"strings"
)

// handling are programs that do with files what they are told, and look into
// none.
var handling = map[string]bool{
	"chown": true, "chgrp": true, "cp": true, "mv": true, "ln": true, "install": true, "id": true, "sleep": true, "cat": true, "tee": true,
	"which": true, "command": true, "usermod": true, "groupmod": true, "getent": true, "locale-gen": true, "ldconfig": true, "gpg": true,
	"apt-key": true, "sha256sum": true, "tar": true, "unzip": true, "stat": true, "du": true, "whoami": true, "pwd": true, "exit": true, ":": true,
}

// ReadsSources reports whether a RUN may read any file of a project, as
// bundlers and most compilers do. Those of Go and Rust read what their sources
// embed, and installers what they are made for.
func (run *Run) ReadsSources() bool { return slices.ContainsFunc(run.Commands, readsSources) }

func readsSources(command string) bool {
	command = unwrapped(command)
	if command == "" || handling[path.Base(strings.Fields(command)[0])] || plain(command) || needless(command) {
		return false
	}
	return !slices.ContainsFunc(Installers(), func(i *Installer) bool { return i.of(command) != nil })
}

// compiledBy are the extensions of what well-known programs compile, or have
// compiled; others may compile anything.
var compiledBy = func() map[string]string {
	out := map[string]string{
		"go": ".go", "cargo": ".rs", "rustc": ".rs", "zig": ".zig .c .h .cc .cpp .s .S", "nim": ".nim", "nimble": ".nim",
		"cabal": ".hs", "stack": ".hs", "ghc": ".hs", "mix": ".ex .exs",
	}
	for program := range strings.FieldsSeq("npm npx pnpm yarn bun node deno vite webpack next nuxt astro tsc ng") {
		out[program] = ".js .mjs .cjs .jsx .ts .mts .cts .tsx .vue .svelte .astro .mdx"
	}
	for program := range strings.FieldsSeq("pip pip3 poetry uv mvn mvnw gradle gradlew dotnet composer bundle gem php ruby rails") {
		out[program] = ""
	}
	return out
}()

// Compiles reports whether a RUN may compile sources with an extension.
func (run *Run) Compiles(extension string) bool {
	return slices.ContainsFunc(run.Commands, func(command string) bool {
		words := strings.Fields(unwrapped(command))
		makes := len(words) > 1 && compiling[words[0]] != nil && (words[1] == "build" || words[1] == "install" || words[1] == "check")
		if !makes && !readsSources(command) {
			return false
		}
		extensions, known := compiledBy[path.Base(words[0])]
		return !known || slices.Contains(strings.Fields(extensions), extension)
	})
}
