package lint

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
	"github.com/buildctx/buildctx/ignore/diag"
)

// shadowedRule finds lines of which another line says all, and more. Where
// there are exceptions, such a line may count all the same, since it hides the
// other one from directories that are out already (moby/patternmatcher,
// MatchesUsingParentResults): that the same is sent without it has to be shown.
var shadowedRule = &Rule{
	ID: "shadowed-rule", Severity: diag.Info,
	What: "Another line keeps out all that this one does, and more.",
	Why:  "It does nothing; who removes it to let something in wonders why it stays out.",
	Bad:  Example{Ignore: "web/node_modules\n**/node_modules\n", Files: "web/node_modules/x node_modules/y", Fixed: "**/node_modules\n"},
	Good: Example{Ignore: "web/node_modules\nnode_modules\n", Files: "web/node_modules/x node_modules/y"},
	Run: func(p *Pass) {
		rules := p.rules()
		excepts := slices.ContainsFunc(rules, func(r *ignore.Rule) bool { return r.Negated })
		least := 0 // behind the last exception
		for k, r := range rules {
			if r.Negated {
				least = k + 1
			}
			if r.Negated || !p.seen() && excepts || p.seen() && p.absent(r) {
				continue
			}
			by := p.wider(r, k, least)
			if by == nil {
				continue
			}
			p.Report(r, Finding{
				Help: "remove it", Related: []diag.Related{p.at(by, "this says it all")},
				Fixes: []diag.Fix{p.fix("remove the line", p.removed(r))}, sure: true,
			}, "line %d (%s) says this, too", by.Line, by.Text)
		}
	},
}

// wider is a rule that says all that the k-th one says and is not the same: a
// later one, or an earlier one with no exception between them, which is not
// before number least.
func (p *project) wider(r *ignore.Rule, k, least int) *ignore.Rule {
	if by := p.patterns().After(r, k, cover.Search{}); by != nil {
		return by
	}
	return p.patterns().Before(r, k, least, cover.Search{})
}
