package lint

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// duplicateRule finds lines that are there twice, with nothing between them
// that contradicts.
var duplicateRule = &Rule{
	ID: "duplicate-rule", Severity: diag.Info,
	What: "A line says what an earlier line says, and nothing between them contradicts.",
	Why:  "One of them is enough; who changes one may forget the other.",
	Bad:  Example{Ignore: "node_modules\ndist\nnode_modules/\n", Files: "node_modules/x", Fixed: "node_modules\ndist\n"},
	Good: Example{Ignore: "docs\n!docs/a\ndocs\n", Files: "docs/a"},
	Run: func(p *Pass) {
		earlier := make(map[string]*ignore.Rule)
		for _, r := range p.rules() {
			first := earlier[r.Pattern]
			switch {
			case first != nil && first.Negated == r.Negated:
				p.Report(r, Finding{
					Help: "remove it", Related: []diag.Related{p.at(first, "the same")},
					Fixes: []diag.Fix{p.fix("remove the line", p.removed(r))},
				}, "line %d says the same", first.Line)
				continue
			case r.Negated || len(earlier) > 0 && anyNegated(earlier):
				// What came before may mean something else from here on.
				earlier = make(map[string]*ignore.Rule) // to clear a large one takes long
			}
			earlier[r.Pattern] = r
		}
	},
}

func anyNegated(rules map[string]*ignore.Rule) bool {
	for _, r := range rules {
		return r.Negated
	}
	return false
}
