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

// A use is something of the standard library that only some packages may name.
type use struct {
	names []string // "os.Exit"; "os/exec" is the whole package
	in    []string // folders where the law holds; nil: everywhere
	only  []string // packages that may
	why   string
}

// doors are the packages through which everything passes that is read from the file system or written to it.
var doors = []string{"context/scan", "cmd/internal/rewrite"}

var uses = []use{
	{
		names: []string{"os/exec", "log", "log/slog", "flag", "fmt.Print", "fmt.Printf", "fmt.Println", "os.Stdin", "os.Stdout", "os.Stderr", "os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "os.Getwd", "print", "println"},
		in:    domain,
		why:   "the domain prints nothing, runs nothing and asks no environment",
	},
	{
		names: []string{"os.Open", "os.OpenFile", "os.OpenInRoot", "os.OpenRoot", "os.ReadFile", "os.ReadDir", "os.DirFS", "io/ioutil", "path/filepath.Walk", "path/filepath.WalkDir", "path/filepath.Glob"},
		only:  doors,
		why:   "context/scan is the one door for reading, cmd/internal/rewrite the one for writing what is the user's",
	},
	{names: []string{"os.Exit"}, only: []string{"cmd/buildctx"}, why: "everything else returns a status"},
	{names: []string{"os.Stdin", "os.Stdout", "os.Stderr"}, only: []string{"cmd/internal/cli"}, why: "everything else is given its streams"},
}

// owners are the only packages that may import a library; for the others any one package will do. With a slash at the
// end it is the folder and all below it.
var owners = map[string][]string{
	"github.com/moby/buildkit":       {"context/needs"},
	"github.com/moby/patternmatcher": {"ignore/"},
	"github.com/spf13/cobra":         {"cmd/internal/cli"},
	"github.com/dustin/go-humanize":  {"cmd/internal/report"},
	"go.yaml.in/yaml/v3":             {"cmd/internal/"},
	"golang.org/x/sys":               doors,
}

// alone are the packages that import nothing of this module.
var alone = []string{"context/scan", "ignore/diag"}

const maxLines = 320

// TestLayout holds the laws of the architecture: who may import whom, who may touch the world, and that packages keep
// no state.
func TestLayout(t *testing.T) {
	for _, p := range readPackages(t) {
		t.Run(strings.ReplaceAll(p.dir, "/", "."), func(t *testing.T) {
			p.checkImports(t)
			p.checkUses(t)
			p.checkState(t)
			for _, f := range p.files {
				if n := p.fset.File(f.FileStart).LineCount(); n > maxLines {
					t.Errorf("%s has %d lines; one idea a file fits %d", p.at(f), n, maxLines)
				}
			}
		})
	}
	t.Run("one library one package", func(t *testing.T) {
		importers := make(map[string][]string)
		for _, p := range readPackages(t) {
			for _, f := range p.files {
				for _, imp := range f.Imports {
					if lib := library(imp); lib != "" && !slices.Contains(importers[lib], p.dir) {
						importers[lib] = append(importers[lib], p.dir)
					}
				}
			}
		}
		for lib, dirs := range importers {
			allowed, fixed := owners[lib]
			for _, dir := range dirs {
				if fixed && !slices.ContainsFunc(allowed, func(owner string) bool { return within(dir, owner) }) {
					t.Errorf("%s imports %s, which only %s may", dir, lib, strings.Join(allowed, " and "))
				}
			}
			if !fixed && len(dirs) > 1 {
				t.Errorf("%s is imported by %s; give it to one of them", lib, strings.Join(dirs, " and "))
			}
		}
	})
}

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

func (p *goPackage) checkImports(t *testing.T) {
	for _, f := range slices.Concat(p.files, p.tests) {
		for _, imp := range f.Imports {
			if importPath(imp) == module+"/context" && imp.Name != nil && imp.Name.Name != "buildcontext" {
				t.Errorf("%s: the package is called buildcontext, not %s", p.at(imp), imp.Name.Name)
			}
		}
	}
	for _, f := range p.files {
		for _, imp := range f.Imports {
			ours, ok := strings.CutPrefix(importPath(imp), module+"/")
			if ok && inDomain(p.dir) && !inDomain(ours) {
				t.Errorf("%s: the domain imports %s; the faces know the domain, never the other way round", p.at(imp), ours)
			}
			if ok && slices.Contains(alone, p.dir) {
				t.Errorf("%s: %s is to import nothing of this module, not even %s", p.at(imp), p.dir, ours)
			}
		}
	}
}

func (p *goPackage) checkUses(t *testing.T) {
	check := func(n ast.Node, name string) {
		for _, u := range uses {
			here := u.in == nil || slices.ContainsFunc(u.in, func(d string) bool { return within(p.dir, d+"/") })
			if here && slices.Contains(u.names, name) && !slices.Contains(u.only, p.dir) {
				t.Errorf("%s: %s: %s", p.at(n), name, u.why)
			}
		}
	}
	for _, f := range p.files {
		for _, imp := range f.Imports {
			check(imp, importPath(imp))
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok {
					if pkg, ok := p.info.Uses[x].(*types.PkgName); ok {
						check(n, pkg.Imported().Path()+"."+n.Sel.Name)
					}
				}
			case *ast.Ident:
				if b, ok := p.info.Uses[n].(*types.Builtin); ok {
					check(n, b.Name())
				}
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					t.Errorf("%s: no init; what is needed is made by who needs it", p.at(n))
				}
				if p.dir == "cmd/buildctx" && n.Name.Name == "main" && len(n.Body.List) != 1 {
					t.Errorf("%s: main is one statement", p.at(n))
				}
			}
			return true
		})
	}
}

// checkState looks for variables of the package that change: anything assigned to outside its declaration, and
// anything that cannot be used without changing it.
func (p *goPackage) checkState(t *testing.T) {
	changed := func(n ast.Node, target ast.Expr) {
		if v := p.packageVar(target); v != nil {
			t.Errorf("%s: %s is changed; packages keep no state", p.at(n), v.Name())
		}
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, target := range n.Lhs {
					changed(n, target)
				}
			case *ast.IncDecStmt:
				changed(n, n.X)
			case *ast.RangeStmt:
				if n.Tok == token.ASSIGN {
					changed(n, n.Key)
					changed(n, n.Value)
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && len(n.Args) > 0 && (f.Name == "delete" || f.Name == "clear" || f.Name == "copy") {
					changed(n, n.Args[0])
				}
			}
			return true
		})
		for _, decl := range f.Decls {
			if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
				p.checkVars(t, g)
			}
		}
	}
}

// packageVar is the variable of this package that an assignment to an expression changes, if there is one.
func (p *goPackage) packageVar(target ast.Expr) *types.Var {
	for {
		switch x := target.(type) {
		case *ast.IndexExpr:
			target = x.X
		case *ast.SelectorExpr:
			target = x.X
		case *ast.SliceExpr:
			target = x.X
		case *ast.StarExpr:
			target = x.X
		case *ast.ParenExpr:
			target = x.X
		case *ast.Ident:
			if v, ok := p.info.Uses[x].(*types.Var); ok && v.Parent() == p.scope {
				return v
			}
			return nil
		default:
			return nil
		}
	}
}

// checkVars finds variables whose type says that they are there to be changed.
func (p *goPackage) checkVars(t *testing.T, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		v := spec.(*ast.ValueSpec)
		for _, part := range append([]ast.Expr{v.Type}, v.Values...) {
			if part == nil {
				continue
			}
			ast.Inspect(part, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncLit:
					return false
				case *ast.ChanType:
					t.Errorf("%s: a channel is state", p.at(v))
				case *ast.SelectorExpr:
					x, ok := n.X.(*ast.Ident)
					if !ok {
						break
					}
					pkg, ok := p.info.Uses[x].(*types.PkgName)
					if ok && (pkg.Imported().Path() == "sync" && !strings.HasPrefix(n.Sel.Name, "Once") || pkg.Imported().Path() == "sync/atomic") {
						t.Errorf("%s: %s.%s is state", p.at(v), x.Name, n.Sel.Name)
					}
				}
				return true
			})
		}
		if v.Values == nil && v.Names[0].Name != "_" && !embeds(g.Doc) && !embeds(v.Doc) {
			t.Errorf("%s: a variable without a value is state", p.at(v))
		}
	}
}

func embeds(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}
