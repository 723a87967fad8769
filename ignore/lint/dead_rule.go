package lint

import (
	"path"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// deadRule finds lines that match nothing. What is merely absent today is no mistake:
// names that tools are known to use, and ordinary names, are left alone, unless a name
// that is there differs by one letter.
var deadRule = &Rule{
	ID: "dead-rule", Severity: diag.Info,
	What: "A line matches nothing, and has no name that a tool is known to use.",
	Why:  "It may be left over, or be a slip: a name that is there and differs by one letter is shown.",
	Bad:  Example{Ignore: "pacakges/old\nfixturez\n", Files: "a fixtures/x", Fixed: "pacakges/old\nfixtures\n"},
	Good: Example{Ignore: "node_modules\n*.log\ndocs\ntmp-*\nfixtures\n!keep\n", Files: "a tmp-1 fixtures/x"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			if r.Negated || !p.absent(r) || familiar(r.Pattern) || isComment(r.Text) {
				continue
			}
			if near := p.nearest(r); near != "" && p.ending(r) == 0 {
				warning := diag.Warning
				start := r.Start + strings.LastIndex(r.Text, path.Base(r.Pattern))
				p.Report(r, Finding{
					Severity: &warning, Help: "is " + near + " meant?",
					Fixes: []diag.Fix{p.fix("write "+near, diag.Edit{Start: start, End: start + len(path.Base(r.Pattern)), New: path.Base(near)})},
				}, "this matches nothing; %s is there", near)
				continue
			}
			if n := p.ending(r); n > 0 {
				warning := diag.Warning
				p.Report(r, Finding{
					Severity: &warning, Help: "write a star before it",
					Fixes: []diag.Fix{p.fix("write **/*"+r.Pattern, diag.Edit{Start: r.Start, End: r.Start, New: "**/*"})},
				}, "this names a file %s, which is not there; what ends so needs a star before it", r.Pattern)
				continue
			}
			p.Report(r, Finding{Help: "remove it, or correct the name"}, "this matches nothing here")
		}
	},
}

// isComment reports whether a line is one of the comments that other rules find.
func isComment(text string) bool {
	_, comment := cutComment(text)
	return comment != "" || markOf(text) != "" || strings.HasPrefix(text, "#") || escapeIn(text) >= 0
}

// familiar reports whether a pattern has a name in it that the catalog knows, or that
// means the same in most projects.
func familiar(pattern string) bool {
	found := false
	for component := range strings.SplitSeq(pattern, "/") {
		catalog.Index().Each(component, func(*catalog.Artefact) { found = true })
		_, ordinary := catalog.OrdinaryDirectory(component)
		found = found || ordinary || catalog.OrdinaryFile(component) != catalog.Other
	}
	return found
}

// ending counts the files that end in what a rule gives as the name of a hidden file.
func (p *Pass) ending(r *ignore.Rule) int {
	if r.Text != r.Pattern || len(r.Pattern) < 2 || r.Pattern[0] != '.' || strings.ContainsAny(r.Pattern[1:], `*?[\/.`) {
		return 0
	}
	return len(p.Eligible.Named(func(name string) bool { return strings.HasSuffix(name, r.Pattern) }))
}

// nearest is a path that is there and differs from that of a rule in one letter of its
// last name; empty if there is none, or more than one.
func (p *Pass) nearest(r *ignore.Rule) string {
	const shortest = 4 // shorter names are all alike
	dir, base := path.Split(r.Pattern)
	if strings.ContainsAny(r.Pattern, `*?[\`) || len(base) < shortest {
		return ""
	}
	t := p.Eligible.Tree
	at, ok := uint32(0), true
	if dir != "" {
		at, ok = t.Lookup(strings.TrimSuffix(dir, "/"))
	}
	if !ok {
		return ""
	}
	found := ""
	for i := range t.Children(at) {
		if oneLetterApart(base, t.Name(i)) {
			if found != "" {
				return ""
			}
			found = dir + t.Name(i)
		}
	}
	return found
}

// oneLetterApart reports whether one letter is missing, too many, another one, or has
// changed places with its neighbour.
func oneLetterApart(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a)+len(b) == 1, len(a) == 1 && len(b) == 1:
		return true
	}
	return len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}
