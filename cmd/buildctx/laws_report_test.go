package main_test

import (
	"go/ast"
	"slices"
	"testing"
)

// TestLawReportReadsNothing holds that a renderer prints what it is given: the
// package imports nothing that opens a file, asks the clock or starts a
// program. That printing twice prints the same is a test of its own
// (cmd/internal/report, TestRenderersRepeat).
func TestLawReportReadsNothing(t *testing.T) {
	reading := []string{
		"os", "os/exec", "io/fs", "net", "net/http", "syscall", "time",
		module + "/context/scan",
		module + "/cmd/internal/git", module + "/cmd/internal/project", module + "/cmd/internal/rewrite", module + "/cmd/internal/config",
	}
	for _, p := range readPackages(t) {
		if p.dir != "cmd/internal/report" {
			continue
		}
		for _, f := range p.files {
			for _, imp := range f.Imports {
				if slices.Contains(reading, importPath(imp)) {
					t.Errorf("%s: a report reads nothing, and imports %s", p.at(imp), importPath(imp))
				}
			}
		}
	}
}

// TestLawResultIsData holds that what an analysis returns can be printed without
// an error: no method of it takes a context.Context, and none can fail.
func TestLawResultIsData(t *testing.T) {
	for _, p := range readPackages(t) {
		if p.dir != "cmd/internal/analysis" {
			continue
		}
		for _, f := range p.files {
			for _, decl := range f.Decls {
				fn, ok := decl.(*ast.FuncDecl)
				if !ok || fn.Recv == nil || receiver(fn.Recv.List[0].Type) != "Result" {
					continue
				}
				for _, in := range fn.Type.Params.List {
					if sel, ok := in.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Context" {
						t.Errorf("%s: Result.%s takes a context", p.at(fn), fn.Name.Name)
					}
				}
				if fn.Type.Results == nil {
					continue
				}
				for _, out := range fn.Type.Results.List {
					if name, ok := out.Type.(*ast.Ident); ok && name.Name == "error" {
						t.Errorf("%s: Result.%s may fail", p.at(fn), fn.Name.Name)
					}
				}
			}
		}
	}
}
