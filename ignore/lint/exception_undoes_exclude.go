package lint

import (
	"strconv"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// exceptionUndoesExclude finds negations that bring back all that an earlier line keeps
// out, as happens to a secret named before what is let in.
var exceptionUndoesExclude = &Rule{
	ID: "exception-undoes-exclude", Severity: diag.Warning, Varies: "info where the same is taken back",
	What: "A line with \"!\" brings back all that an earlier line keeps out.",
	Why:  "A directory is brought back with all that lies in it, and the last line that matches decides: the earlier one has no effect.",
	Bad:  Example{Ignore: "src/secret.key\n*\n!src\n", Files: "src/secret.key src/a b", Fixed: "*\n!src\nsrc/secret.key\n"},
	Good: Example{Ignore: "logs/*\n!logs/.keep\n*.md\n!README.md\n", Files: "logs/.keep logs/a b README.md a.md"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		for _, r := range p.rules() {
			undone := p.undone(r)
			switch {
			case undone == nil:
			case undone.Pattern == r.Pattern:
				info := diag.Info
				p.Report(r, Finding{
					Severity: &info, Help: "remove both", Related: []diag.Related{p.at(undone, "this has no effect")},
					Fixes: []diag.Fix{p.fix("remove both lines", p.removed(undone), p.removed(r))},
				}, "this takes back line %d (%s)", undone.Line, undone.Text)
			default:
				f := Finding{Help: "put line " + strconv.Itoa(undone.Line) + " behind this one", Related: []diag.Related{p.at(undone, "this has no effect")}}
				if fix := p.behind(undone, r); p.helps(fix, r, undone) {
					f.Fixes = []diag.Fix{fix}
				}
				p.Report(r, f, "this brings back all that line %d (%s) keeps out", undone.Line, undone.Text)
			}
		}
	},
}

// undone is an earlier rule with no effect because of a negation, which says all that it
// does, or brings back all that it matches and more: what is named in particular is meant.
// It is nil if there is none.
func (p *Pass) undone(r *ignore.Rule) *ignore.Rule {
	if !r.Negated || p.decides(r) == (buildcontext.Totals{}) {
		return nil
	}
	for _, out := range p.rules() {
		if out.Negated || out.Line > r.Line {
			continue
		}
		shares := p.shares()[out.Index]
		wider := len(shares) == 1 && shares[0].By == r.Index && shares[0].Totals.Files < p.decides(r).Files
		if wider || len(shares) > 0 && r.Covers(out) {
			return out
		}
	}
	return nil
}
