package main_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

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
