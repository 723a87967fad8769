package main_test

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"
)

// prose are the fields that hold what people read.
var prose = map[string]bool{
	"message": true, "why": true, "evidence": true, "unknown": true, "unknowns": true, "help": true, "reason": true,
}

// readers are the functions that look into a text, or for one.
var readers = map[string]bool{
	"strings.Contains": true, "strings.ContainsAny": true, "strings.HasPrefix": true, "strings.HasSuffix": true, "strings.Index": true,
	"strings.EqualFold": true, "strings.Cut": true, "strings.CutPrefix": true, "strings.CutSuffix": true,
	"slices.Contains": true, "slices.Index": true, "slices.Equal": true,
}

// TestLawNothingReadsProse holds that nothing depends on how a sentence is worded:
// what is to be told apart has a kind. Whether there is a sentence may be asked.
func TestLawNothingReadsProse(t *testing.T) {
	for _, p := range readPackages(t) {
		for _, f := range p.files {
			ast.Inspect(f, func(n ast.Node) bool {
				if field := p.readsProse(n); field != "" {
					t.Errorf("%s: this depends on the words of %s; give what it tells apart a kind", p.at(n), field)
				}
				return true
			})
		}
	}
}

// readsProse is the field whose words an expression or a statement depends on;
// empty for none.
func (p *goPackage) readsProse(n ast.Node) string {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if (n.Op == token.EQL || n.Op == token.NEQ) && !isEmpty(n.X) && !isEmpty(n.Y) {
			return p.proseOf(n.X, n.Y)
		}
	case *ast.SwitchStmt:
		return p.proseOf(n.Tag)
	case *ast.CallExpr:
		if name, ok := n.Fun.(*ast.SelectorExpr); ok {
			if pkg, ok := name.X.(*ast.Ident); ok && readers[pkg.Name+"."+name.Sel.Name] {
				return p.proseOf(n.Args...)
			}
		}
	}
	return ""
}

// proseOf is the first field of prose that one of the expressions is.
func (p *goPackage) proseOf(exprs ...ast.Expr) string {
	for _, e := range exprs {
		s, ok := e.(*ast.SelectorExpr)
		if ok && prose[strings.ToLower(s.Sel.Name)] && !p.hasOtherType(s) {
			return s.Sel.Name
		}
	}
	return ""
}

// hasOtherType reports whether it is known that an expression is no text.
func (p *goPackage) hasOtherType(e ast.Expr) bool {
	typ := p.info.TypeOf(e)
	return typ != nil && !strings.HasSuffix(typ.String(), "string") && typ.String() != "invalid type"
}

// isEmpty reports whether an expression asks no more than whether there is a
// text, or what makes one.
func isEmpty(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Value == `""`
	case *ast.Ident:
		return e.Name == "nil"
	}
	return false
}
