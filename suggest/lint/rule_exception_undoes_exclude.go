package lint

import (
	"slices"
	"strconv"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/cover"
	"github.com/buildctx/buildctx/ignore/diag"
)

// exceptionUndoesExclude finds negations that bring back all that an earlier
// line keeps out, as happens to a secret named before what is let in.
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
				p.putBehind(&f, r, p.alsoUndone(r, undone))
				p.Report(r, f, "this brings back all that line %d (%s) keeps out", undone.Line, undone.Text)
			}
		}
	},
}

// putBehind offers to put lines behind an exception: all of them, or else the
// first.
func (p *Pass) putBehind(f *Finding, r *ignore.Rule, undone []*ignore.Rule) {
	f.goes, f.does = r, helps(r, undone[0])
	f.Fixes = []diag.Fix{p.behind(r, undone[0])}
	if len(undone) == 1 {
		return
	}
	all := p.behind(r, undone...)
	var numbers []string
	for _, one := range undone {
		numbers = append(numbers, strconv.Itoa(one.Line))
	}
	f.Fixes = []diag.Fix{all, f.Fixes[0]}
	f.does = func(t *trial, nth int, _ diag.Safety) bool {
		not := func(one *ignore.Rule) bool { return !t.helps(r, one) }
		return nth == 0 && !slices.ContainsFunc(undone, not) || nth == 1 && !not(undone[0])
	}
	f.helps = func(fix diag.Fix) string {
		if fix.Title != all.Title {
			return f.Help
		}
		return "put lines " + listed(numbers, 3) + " behind this one"
	}
}

// alsoUndone are the rules that have no effect because of a negation, in the
// order of the file, so that one fix moves them all. The first is undone.
func (p *Pass) alsoUndone(r, first *ignore.Rule) []*ignore.Rule {
	out := []*ignore.Rule{first}
	for _, one := range p.undoing().all[r] {
		if one != first && one.Pattern != r.Pattern {
			out = append(out, one)
		}
	}
	return out
}

// undone is an earlier rule with no effect because of a negation, which says
// all that it does, or brings back all that it matches and more: what is named
// in particular is meant. It is nil if there is none.
func (p *project) undone(r *ignore.Rule) *ignore.Rule { return p.undoing().first[r] }

// An undoing are the rules that negations undo: the first for each, and all of
// which it decides about everything that they match.
type undoing struct {
	first map[*ignore.Rule]*ignore.Rule
	all   map[*ignore.Rule][]*ignore.Rule
}

// findUndone finds them for all negations.
func (p *project) findUndone() undoing {
	out := undoing{make(map[*ignore.Rule]*ignore.Rule), make(map[*ignore.Rule][]*ignore.Rule)}
	undoes := func(r, one *ignore.Rule) {
		if old := out.first[r]; one.Line < r.Line && (old == nil || one.Line < old.Line) {
			out.first[r] = one
		}
	}
	acts := func(r *ignore.Rule) bool { return r.Negated && p.decides(r) != (buildcontext.Totals{}) }
	var idle []*ignore.Rule // of which something is there
	rules := p.File.Matcher(p.Builder).Rules()
	for _, r := range p.rules() {
		shares := p.shares()[r.Index]
		if r.Negated || len(shares) == 0 {
			continue
		}
		idle = append(idle, r)
		if by := shares[0].By; len(shares) == 1 && by > r.Index && acts(rules[by]) && shares[0].Totals.Files < p.decides(rules[by]).Files {
			undoes(rules[by], r)
			out.all[rules[by]] = append(out.all[rules[by]], r)
		}
	}
	if len(idle) > 0 {
		cover.NewCovered(p.File, p.Builder, p.rules(), idle).Each(acts, undoes)
	}
	return out
}
