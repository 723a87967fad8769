package lint

import (
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// exceptionNotEntered finds exceptions with wildcards that match files in
// directories that the builder never enters. Only the beginning of an exception
// up to its first wildcard leads a builder other than BuildKit into an excluded
// directory (see [ignore.Matcher.Descends]).
var exceptionNotEntered = &Rule{
	ID: "exception-not-entered", Severity: diag.Warning, Builders: []ignore.Builder{ignore.Classic, ignore.Buildah},
	What: "An exception with a wildcard matches files in an excluded directory that the builder does not enter.",
	Why: "Docker's classic builder and Buildah look into an excluded directory only if an exception begins with its name, so that \"!**/*.py\" re-includes files at the context root only. " +
		"BuildKit looks everywhere, and re-includes all of them.",
	Bad:  Example{Ignore: "*\n!**/*.py\n", Files: "top.py sub/s.py sub/other"},
	Good: Example{Ignore: "*\n!*.py\n!sub/**/*.py\n", Files: "top.py sub/s.py sub/other"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		missed := p.notEntered()
		for _, r := range p.rules() {
			if entries := missed[r.Line]; len(entries) > 0 {
				p.Report(r, Finding{Help: "begin the exception with the name of the directory: " + "!" + p.Tree.Path(entries[0])},
					"does not re-include %s: %v does not enter an excluded directory for a wildcard", p.some(entries), p.Builder)
			}
		}
	},
}

// notEntered are the files that exceptions match in directories that the
// builder does not enter, by the line of the exception that matches last.
func (p *Pass) notEntered() map[int][]uint32 {
	t, m, out := p.Eligible.Tree, p.Eligible.Rules.Ignore, make(map[int][]uint32)
	wild := false
	for _, r := range p.rules() {
		wild = wild || r.Negated && buildcontext.HasWildcard(r.Pattern)
	}
	if !wild {
		return out
	}
	var walk func(dir uint32, at ignore.State, closed bool)
	walk = func(dir uint32, at ignore.State, closed bool) {
		for i := range t.Children(dir) {
			here, v := m.Enter(at, t.Name(i))
			switch {
			case t.IsDir(i):
				walk(i, here, closed || v.Matched && !m.Descends(here))
			case closed && !v.Matched && v.By != nil && !p.takenElsewhere(i):
				out[v.By.Line] = append(out[v.By.Line], i)
			}
		}
	}
	walk(0, m.Root(), false)
	return out
}

// takenElsewhere reports whether another builder that is asked for takes an
// entry, of which builders-disagree speaks.
func (p *Pass) takenElsewhere(i uint32) bool {
	return slices.ContainsFunc(p.Others, func(o Other) bool { return o.View != nil && o.View.Sent(i) })
}

// exceptedInVain is the exception that matches an entry and for which the
// builder does not enter the directory that holds it; nil for none.
func (p *Pass) exceptedInVain(entry uint32) *ignore.Rule {
	t, m := p.WholeTree(), p.Rules
	var names []string
	for i := entry; i != 0; i = t.Parent(i) {
		names = append(names, t.Name(i))
	}
	at, closed := m.Root(), false
	var v ignore.Verdict
	for k := len(names) - 1; k >= 0; k-- {
		closed = closed || v.Matched && !m.Descends(at)
		at, v = m.Enter(at, names[k])
	}
	if closed && !v.Matched {
		return v.By
	}
	return nil
}
