package lint

import (
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
)

// bracketsInName finds patterns that were meant as the names of files that have
// brackets, as routes of Next.js do.
var bracketsInName = &Rule{
	ID: "brackets-in-name", Severity: diag.Warning, Varies: "error where the build fails",
	What: "A line of the ignore file, or a source of the Dockerfile, is the name of a file with brackets, and does not match it.",
	Why:  "Brackets are a class of characters: \"[id].tsx\" matches i.tsx and d.tsx. BuildKit copies nothing and goes on where a wildcard matches nothing.",
	Bad:  Example{Ignore: "pages/[id].tsx\n", Files: "pages/[id].tsx", Fixed: "pages/[[]id].tsx\n"},
	Good: Example{Ignore: "pages/[[]id].tsx\n", Files: "pages/[id].tsx"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			if p.isBracketed(r.Pattern) && p.absent(r) {
				meant := bracketed(r.Text)
				p.Report(r, Finding{
					Help: "write " + meant, Fixes: []diag.Fix{p.fix("write "+meant, diag.Edit{Start: r.Start, End: r.End, New: meant})},
				}, "brackets are a class of characters: this does not match the file of that name")
			}
		}
		failing := make(map[*needs.Source]bool)
		severity := diag.Error
		p.refusals(predict.SourceMissing, func(x predict.Refusal, at Span) {
			if failing[x.Source] = p.isBracketed(x.Source.Path); failing[x.Source] {
				p.reportAt(at, Finding{Severity: &severity, Help: "write " + bracketed(x.Source.Pattern)},
					"brackets are a class of characters: %s does not match the file of that name, and the build fails", quoted(x.Source.Path))
			}
		})
		p.bracketsCopyNothing(failing)
	},
}

// bracketsCopyNothing finds sources of which nothing is copied, and the build
// goes on.
func (p *Pass) bracketsCopyNothing(failing map[*needs.Source]bool) {
	if !p.seen() || !p.AllowsEmptyWildcards() {
		return
	}
	w := p.dockerfile.placer()
	for _, s := range p.Sources() {
		at := w.place(s)
		if failing[s] || s.Mount || s.Unknown != "" || !p.isBracketed(s.Path) || len(p.Tree.Find(s.Path)) > 0 {
			continue
		}
		p.reportAt(at, Finding{Help: "write " + bracketed(s.Pattern)},
			"brackets are a class of characters: %s does not match the file of that name, and nothing is copied", quoted(s.Path))
	}
}

// isBracketed reports whether a pattern with brackets is the name of something
// that is there.
func (p *project) isBracketed(pattern string) bool {
	if !strings.Contains(pattern, "[") || !p.seen() || !buildcontext.HasWildcard(pattern) {
		return false
	}
	_, there := p.WholeTree().Lookup(pattern)
	return there
}

// bracketed is a name as a pattern that matches it.
func bracketed(name string) string { return strings.ReplaceAll(name, "[", "[[]") }
