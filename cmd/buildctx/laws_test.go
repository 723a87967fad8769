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
	"context/scan", "context", "context/needs", "context/predict", "context/ledger",
	"suggest/internal/placetest", "suggest/catalog", "suggest/commands", "suggest/builds", "suggest/layercache", "suggest/gitstate",
	"suggest", "suggest/lint",
	"cmd/internal/rewrite", "cmd/internal/yamltree", "cmd/internal/target", "cmd/internal/gitfacts", "cmd/internal/config",
	"cmd/internal/analysis", "cmd/internal/verify", "cmd/internal/report", "cmd/internal/cli", "cmd/buildctx",
}

// TestFloors holds that no import runs upwards.
func TestFloors(t *testing.T) {
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

// TestRuleFiles holds that each rule of lint is whole in the file named after
// it, and that those files hold nothing else that is a rule.
func TestRuleFiles(t *testing.T) {
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
