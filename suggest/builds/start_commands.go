package builds

import (
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// composeFiles are names of files in which compose says what containers of an
// image start instead of what the Dockerfile says.
var composeFiles = []string{"compose*.yaml", "compose*.yml", "docker-compose*.yaml", "docker-compose*.yml"}

// startFiles finds the files in the root by which others than the Dockerfile
// say what a container starts.
func (r *Builds) startFiles(add func(uint32)) {
	scripts := slices.ContainsFunc(r.starts, func(text string) bool {
		return slices.ContainsFunc(strings.FieldsFunc(text, commands.IsPunctuation), func(word string) bool {
			return slices.Contains([]string{"node", "npm", "yarn", "pnpm", "bun"}, path.Base(word))
		})
	})
	for i := range r.tree.Children(0) {
		name := r.tree.Name(i)
		if name == "Procfile" || scripts && name == "package.json" || catalog.MatchesAny(name, composeFiles) {
			add(i)
		}
	}
}

// startCommands is what a file says of what a container starts: of a compose
// file its commands alone, for the rest of it is about what is mounted and
// published.
func startCommands(name, text string) string {
	if !catalog.MatchesAny(name, composeFiles) {
		return text
	}
	var out strings.Builder
	list := false
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		key, _, is := strings.Cut(trimmed, ":")
		begins := is && (key == "command" || key == "entrypoint")
		list = begins || list && strings.HasPrefix(trimmed, "-")
		if list {
			out.WriteString(line)
		}
	}
	return out.String()
}

// leads reports whether what containers start leads to a program that is not
// compiled. Where it does not, as with the servers of base images, any may be
// started.
func (r *Builds) leads() bool {
	return slices.ContainsFunc(r.reads(), func(f readFile) bool { return programs[path.Ext(f.name)] && !unled[path.Ext(f.name)] })
}

// Heads reads the first n bytes of each of some files, several files at a time.
func Heads(head func(path string, n int) []byte, paths []string, n int) [][]byte {
	out := make([][]byte, len(paths))
	var wait sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(paths))
	for w := range workers {
		wait.Go(func() {
			for k := w; k < len(paths); k += workers {
				out[k] = head(paths[k], n)
			}
		})
	}
	wait.Wait()
	return out
}
