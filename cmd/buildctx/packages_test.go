package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/buildctx/buildctx"

// domain are the folders that know nothing of the outside world: they are given bytes and trees and return values.
var domain = []string{"context", "ignore", "suggest"}

// A goPackage is the files of one directory, tests apart, whatever system they are for.
type goPackage struct {
	dir   string // slash-separated, below the root of the repository
	fset  *token.FileSet
	files []*ast.File
	tests []*ast.File
	info  types.Info
	scope *types.Scope
}

func readPackages(t *testing.T) []*goPackage {
	t.Helper()
	const root = "../.."
	var packages []*goPackage
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if base := d.Name(); base == "testdata" || strings.HasPrefix(base, ".") && base != ".." {
			return fs.SkipDir
		}
		if _, err := os.Lstat(filepath.Join(name, "go.mod")); err == nil && name != root {
			return fs.SkipDir // a module of its own
		}
		p := &goPackage{fset: token.NewFileSet()}
		p.dir, _ = filepath.Rel(root, name)
		p.dir = filepath.ToSlash(p.dir)
		files, err := filepath.Glob(filepath.Join(name, "*.go"))
		if err != nil || len(files) == 0 {
			return err
		}
		for _, file := range files {
			f, err := parser.ParseFile(p.fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			if strings.HasSuffix(file, "_test.go") {
				p.tests = append(p.tests, f)
			} else {
				p.files = append(p.files, f)
			}
		}
		p.resolve()
		packages = append(packages, p)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

// resolve finds out what the identifiers stand for. What is imported is not read, and files for several systems
// declare things twice: the errors that this makes do not matter here.
func (p *goPackage) resolve() {
	p.info.Uses, p.info.Types = make(map[*ast.Ident]types.Object), make(map[ast.Expr]types.TypeAndValue)
	conf := types.Config{Importer: noImports{}, Error: func(error) {}}
	pkg, _ := conf.Check(module+"/"+p.dir, p.fset, p.files, &p.info)
	p.scope = pkg.Scope()
}

type noImports struct{}

func (noImports) Import(path string) (*types.Package, error) {
	return nil, fmt.Errorf("%s is not read", path)
}

// at is a place in a file, to be clicked on.
func (p *goPackage) at(n ast.Node) string {
	pos := p.fset.Position(n.Pos())
	return fmt.Sprintf("%s/%s:%d", p.dir, filepath.Base(pos.Filename), pos.Line)
}

// within reports whether a folder is the one named, or below it where the name ends with a slash.
func within(dir, owner string) bool {
	return dir == strings.TrimSuffix(owner, "/") || strings.HasSuffix(owner, "/") && strings.HasPrefix(dir, owner)
}

func inDomain(dir string) bool {
	return slices.ContainsFunc(domain, func(d string) bool { return within(dir, d+"/") })
}

func importPath(imp *ast.ImportSpec) string {
	p, _ := strconv.Unquote(imp.Path.Value)
	return p
}

// library is the outside repository that an import belongs to, empty for the standard library and this module.
func library(imp *ast.ImportSpec) string {
	p := importPath(imp)
	if first, _, _ := strings.Cut(p, "/"); !strings.Contains(first, ".") || p == module || strings.HasPrefix(p, module+"/") {
		return ""
	}
	parts := strings.Split(p, "/")
	return path.Join(parts[:min(3, len(parts))]...)
}
