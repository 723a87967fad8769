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
	if strings.ContainsAny(r.Pattern, `*?[\`) {
		return ""
	}
	return Near(p.Eligible.Tree, r.Pattern)
}
