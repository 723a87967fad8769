package main_test

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors are the packages of the program from the lowest to the highest. A
// package imports only what stands before it.
var floors = []string{
	"ignore/diag", "ignore/internal/automaton", "ignore", "ignore/cover",
	"context/scan", "context", "context/needs", "context/stages", "context/predict", "context/ledger",
	"suggest/internal/placetest", "suggest/catalog", "suggest/commands", "suggest/builds", "suggest/layercache", "suggest/gitstate",
	"suggest", "suggest/lint",
	"cmd/internal/rewrite", "cmd/internal/yamltree", "cmd/internal/project", "cmd/internal/git", "cmd/internal/config",
	"cmd/internal/analysis", "cmd/internal/verify", "cmd/internal/report", "cmd/internal/cli", "cmd/buildctx",
}

// TestLawFloors holds that no import runs upwards.
func TestLawFloors(t *testing.T) {
	for _, p := range readPackages(t) {
		floor := slices.Index(floors, p.dir)
		if floor < 0 {
			t.Errorf("%s stands on no floor", p.dir)
			continue
		}
		for _, f := range p.files {
			for _, imp := range f.Imports {
				if ours, ok := strings.CutPrefix(importPath(imp), module+"/"); ok && slices.Index(floors, ours) >= floor {
					t.Errorf("%s: %s imports %s, which stands above it", p.at(imp), p.dir, ours)
				}
			}
		}
	}
}

// TestLawRuleFiles holds that each rule of lint is whole in the file named after
// it, and that those files hold nothing else that is a rule.
func TestLawRuleFiles(t *testing.T) {
	for _, p := range readPackages(t) {
		if p.dir != "suggest/lint" {
			continue
		}
		for _, f := range p.files {
			name := filepath.Base(p.fset.Position(f.Pos()).Filename)
			stem, isRule := strings.CutPrefix(strings.TrimSuffix(name, ".go"), "rule_")
			ids := ruleIDs(f)
			switch {
			case isRule && (len(ids) != 1 || strings.ReplaceAll(ids[0], "-", "_") != stem):
				t.Errorf("%s has the rules %q, want the one that it is named after", name, ids)
			case !isRule && len(ids) > 0:
				t.Errorf("%s has the rules %q, which want files of their own", name, ids)
			}
		}
	}
}

// ruleIDs are the IDs that a file gives to rules.
func ruleIDs(f *ast.File) (out []string) {
	take := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			id, _ := strconv.Unquote(lit.Value)
			out = append(out, id)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if name, ok := n.Type.(*ast.Ident); ok && name.Name == "Rule" {
				for _, e := range n.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "ID" {
						take(kv.Value)
					}
				}
			}
		case *ast.CallExpr:
			if name, ok := n.Fun.(*ast.Ident); ok && name.Name == "checked" {
				take(n.Args[0])
			}
		}
		return true
	})
	return out
}

// mostMethods is how many methods a type may have.
const mostMethods = 40

// larger are the types that have more, until they are divided; none may grow.
var larger = map[string]int{
	"suggest/builds.Builds": 64,
}

// TestLawMethods holds that no type becomes the program.
func TestLawMethods(t *testing.T) {
	for _, p := range readPackages(t) {
		methods := make(map[string]int)
		for _, f := range p.files {
			if strings.HasPrefix(filepath.Base(p.fset.Position(f.Pos()).Filename), "rule_") {
				continue // a rule of lint is whole in its file
			}
			for _, decl := range f.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv != nil {
					methods[p.dir+"."+receiver(fn.Recv.List[0].Type)]++
				}
			}
		}
		for name, n := range methods {
			switch most, known := larger[name]; {
			case !known && n > mostMethods:
				t.Errorf("%s has %d methods; divide it: %d are enough", name, n, mostMethods)
			case known && n > most:
				t.Errorf("%s has %d methods, and had %d: it is to be divided", name, n, most)
			case known && n < most:
				t.Errorf("%s has %d methods: hold it to that, and no longer to %d", name, n, most)
			}
		}
	}
}

// receiver is the name of the type of a method.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// rooms are what the names of files hold in which a builder may be named: one
// for each builder.
var rooms = []string{"buildkit", "buildx", "classic", "buildah"}

// TestLawBuilderRooms holds that what one builder does and others do not stands in
// the tables of the packages, where another builder or another version finds
// it: builders are named in files that are named for them, in builder.go, on
// the command line, and where a rule of lint says for which it holds.
func TestLawBuilderRooms(t *testing.T) {
	for _, p := range readPackages(t) {
		for _, f := range p.files {
			file := filepath.Base(p.fset.Position(f.Pos()).Filename)
			in := func(room string) bool { return strings.Contains(file, room) }
			if p.dir == "cmd/internal/cli" || file == "builder.go" || slices.ContainsFunc(rooms, in) {
				continue
			}
			for _, at := range buildersNamed(f, strings.HasPrefix(file, "rule_")) {
				t.Errorf("%s: a builder is named; ask for what is particular about it, and keep that in the table of the package", p.at(at))
			}
		}
	}
}

// buildersNamed is where a file names a constant of ignore.Builder; in a rule
// of lint, other than to say for which builders it holds.
func buildersNamed(f *ast.File, rule bool) (out []ast.Node) {
	names := []string{"BuildKit", "Classic", "Buildah"}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			key, ok := n.Key.(*ast.Ident)
			return !rule || !ok || key.Name != "Builders"
		case *ast.CallExpr:
			name, ok := n.Fun.(*ast.Ident)
			return !rule || !ok || name.Name != "checked"
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "ignore" && slices.Contains(names, n.Sel.Name) {
				out = append(out, n)
			}
		case *ast.Ident:
			if f.Name.Name == "ignore" && slices.Contains(names, n.Name) {
				out = append(out, n)
			}
		}
		return true
	})
	return out
}
