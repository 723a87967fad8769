package oracle

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

const repository = "../../.."

// TestCorpus compares what the fixtures of the repository describe.
func TestCorpus(t *testing.T) {
	projects := make(map[string]files)
	archives(t, projects)
	literals(t, projects)
	found(t, projects)
	known := 0
	for _, name := range slices.Sorted(maps.Keys(projects)) {
		t.Run(name, func(t *testing.T) {
			v := judge(t, projects[name], law{args: within})
			if v.diff != "" {
				t.Errorf("%s%s", projects[name], v.diff)
			}
			if v.known {
				known++
			}
		})
	}
	if len(projects) < 60 || known < len(projects)/3 {
		t.Errorf("of %d projects %d are known", len(projects), known)
	}
}

// archives adds what the scripts and projects in testdata hold, each file
// alone.
func archives(t *testing.T, to map[string]files) {
	t.Helper()
	for _, dir := range []string{"script", "project"} {
		names, err := filepath.Glob(filepath.Join(repository, "testdata", dir, "*.txtar"))
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range archive.Files {
				if as := describes(f.Name, string(f.Data)); as != "" {
					to[filepath.Base(name)+" "+f.Name] = files{as: string(f.Data)}
				}
			}
		}
	}
}

// describes is the name of a file that describes builds; empty for others.
func describes(name, text string) string {
	switch filepath.Ext(name) {
	case ".yaml", ".yml":
		if strings.Contains(text, "services:") {
			return "compose.yaml"
		}
	case ".hcl":
		return "docker-bake.hcl"
	case ".json":
		if strings.Contains(text, `"target"`) {
			return "docker-bake.json"
		}
	}
	return ""
}

// literals adds the projects that stand in the package's own tests, as maps of
// texts by the names of files.
func literals(t *testing.T, to map[string]files) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(repository, "cmd/internal/project/*_test.go"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok {
				if f := literal(lit); len(f) > 0 {
					to[fmt.Sprintf("%s %d", filepath.Base(name), set.Position(lit.Pos()).Line)] = f
				}
			}
			return true
		})
	}
}

// literal is what a map of Go says whose keys are the names of files.
func literal(lit *ast.CompositeLit) files {
	f := make(files)
	for _, e := range lit.Elts {
		pair, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch name := unquoted(pair.Key); filepath.Ext(name) {
		case ".yaml", ".yml", ".hcl", ".json":
			f[name] = unquoted(pair.Value)
		}
	}
	return f
}

// unquoted is what a string of Go says; empty for what is none.
func unquoted(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	text, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return text
}

// found adds what fuzzing has found.
func found(t *testing.T, to map[string]files) {
	t.Helper()
	text := regexp.MustCompile(`(?m)^\[\]byte\((".*")\)$`)
	for target, as := range map[string]string{"FuzzCompose": "compose.yaml", "FuzzBakeHCL": "docker-bake.hcl", "FuzzBakeJSON": "docker-bake.json"} {
		names, err := filepath.Glob(filepath.Join(repository, "cmd/internal/project/testdata/fuzz", target, "*"))
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			entry, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if m := text.FindSubmatch(entry); m != nil {
				said, err := strconv.Unquote(string(m[1]))
				if err != nil {
					t.Fatal(err)
				}
				to[target+" "+filepath.Base(name)] = files{as: said}
			}
		}
	}
}
