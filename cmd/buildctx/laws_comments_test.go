package main_test

import (
	"go/ast"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLawComments holds that comments are as wide as they are read best, and that
// the comment of a declaration begins with its name.
func TestLawComments(t *testing.T) {
	for _, p := range readPackages(t) {
		for _, f := range p.files {
			p.checkWidth(t, f)
			for _, decl := range f.Decls {
				p.checkNamed(t, decl)
			}
		}
	}
}

const (
	widest   = 80
	tabWidth = 4
)

// checkWidth looks at comments that have lines of their own. A line that is one
// long word, such as a URL, cannot be divided, and what is no text, but a
// directive or an example, need not be.
func (p *goPackage) checkWidth(t *testing.T, f *ast.File) {
	src, err := os.ReadFile(p.fset.Position(f.Pos()).Filename)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(src), "\n")
	for _, group := range f.Comments {
		for _, c := range group.List {
			pos := p.fset.Position(c.Pos())
			before, text := lines[pos.Line-1][:pos.Column-1], c.Text
			isText := strings.HasPrefix(text, "// ") && len(strings.Fields(text)) > 2
			columns := tabWidth*len(before) + utf8.RuneCountInString(text)
			if strings.Trim(before, "\t") == "" && isText && columns > widest {
				t.Errorf("%s: a comment of %d columns; %d are read best", p.at(c), columns, widest)
			}
		}
	}
}

// checkNamed looks at functions, and at what is declared on its own. In a list
// a comment may say only what the name stands for.
func (p *goPackage) checkNamed(t *testing.T, decl ast.Decl) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		p.checkBegins(t, d.Doc, d.Name)
	case *ast.GenDecl:
		if d.Lparen.IsValid() {
			return
		}
		switch s := d.Specs[0].(type) {
		case *ast.TypeSpec:
			p.checkBegins(t, d.Doc, s.Name)
		case *ast.ValueSpec:
			p.checkBegins(t, d.Doc, s.Names...)
		}
	}
}

// checkBegins looks at the first word of a comment, which is one of the names,
// behind an article or not.
func (p *goPackage) checkBegins(t *testing.T, doc *ast.CommentGroup, names ...*ast.Ident) {
	words := strings.Fields(doc.Text())
	if len(words) == 0 {
		return
	}
	first := words[0]
	if len(words) > 1 && (first == "A" || first == "An" || first == "The") {
		first = words[1]
	}
	for _, name := range names {
		if strings.TrimRight(first, ",:;") == name.Name {
			return
		}
	}
	t.Errorf("%s: the comment begins with %q, and not with %s", p.at(doc), first, names[0].Name)
}
