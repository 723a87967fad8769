package main_test

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
	"testing"
)

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

// TestLawLayout holds the laws of the architecture: who may import whom, who may touch the world, and that packages keep
// no state.
func TestLawLayout(t *testing.T) {
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
