package main_test

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// tellsTools are the files besides the tables that tell tools apart by their
// names, and how often; none may do so more often.
var tellsTools = map[string]int{
	"suggest/builds/embeds.go":         2,
	"suggest/builds/fetches.go":        1,
	"suggest/builds/foreign.go":        1,
	"suggest/builds/outputs.go":        1,
	"suggest/builds/scripts.go":        1,
	"suggest/builds/start_commands.go": 1,
	"suggest/heuristic_binaries.go":    4,
	"suggest/heuristic_generated.go":   1,
	"suggest/heuristic_secrets.go":     1,
	"suggest/layercache/unrelated.go":  11,
}

// tables are the packages that know what files and tools are called, and one
// that makes up projects for their tests.
var tables = []string{"ignore", "suggest/catalog", "suggest/commands", "suggest/internal/placetest"}

// TestLawNamesAreInTables holds that what files are called is known in one place:
// ignore files in package ignore, lock files and tools in the tables of suggest.
func TestLawNamesAreInTables(t *testing.T) {
	for _, p := range readPackages(t) {
		if slices.Contains(tables, p.dir) {
			continue
		}
		for _, f := range p.files {
			tools := 0
			for _, lit := range literals(f) {
				name, _ := strconv.Unquote(lit.Value)
				switch {
				case isIgnoreFile(name):
					t.Errorf("%s: package ignore knows what %q is called", p.at(lit), name)
				case isLockFile(name):
					t.Errorf("%s: package catalog knows the lock file %q", p.at(lit), name)
				case within(p.dir, "suggest/") && catalog.Tools()[name] != nil:
					tools++
				}
			}
			file, _, _ := strings.Cut(p.at(f), ":")
			switch most := tellsTools[file]; {
			case tools > most:
				t.Errorf("%s names %d tools, and had %d: package catalog and package commands know what they do", file, tools, most)
			case tools < most:
				t.Errorf("%s names %d tools: hold it to that, and no longer to %d", file, tools, most)
			}
		}
	}
}

// literals are the strings in a file but those of its imports.
func literals(f *ast.File) (out []*ast.BasicLit) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				out = append(out, n)
			}
		}
		return true
	})
	return out
}

func isIgnoreFile(name string) bool {
	name = strings.TrimPrefix(name, "Dockerfile")
	return name == ignore.Dockerignore || name == ignore.Containerignore
}

// isLockFile reports whether an installer of the catalog reads a file of a name
// that is called a lock, or another package manager writes one.
func isLockFile(name string) bool {
	if catalog.HoldsHashes(name) {
		return true
	}
	return slices.ContainsFunc(catalog.Stacks(), func(s *catalog.Stack) bool {
		return slices.ContainsFunc(s.Installers, func(i catalog.Installer) bool {
			lock := strings.Contains(name, "lock") || strings.HasSuffix(name, ".sum")
			return lock && slices.Contains(i.Others, name)
		})
	})
}
