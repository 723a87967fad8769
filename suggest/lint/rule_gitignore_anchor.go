package lint

import (
	"path"
	"slices"

	"github.com/buildctx/buildctx/context/ledger"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// gitignoreAnchor finds names that git would look for at any depth, and that
// are sent from deeper down. It is a mistake for certain where the name is that
// of what tools leave; for other names it is worth knowing.
var gitignoreAnchor = &Rule{
	ID: "gitignore-anchor", Severity: diag.Info, Varies: "warning where tools leave such names and git does not track them",
	What: "A name without a slash is also there deeper down, and is sent from there.",
	Why:  "In .gitignore a bare name holds at any depth; to a builder it means the root alone. \"**/\" before it means any depth.",
	Bad:  Example{Ignore: "node_modules\n", Files: "node_modules/a web/node_modules/b", Fixed: "**/node_modules\n"},
	Good: Example{Ignore: "**/node_modules\n/dist\n", Files: "node_modules/a web/node_modules/b dist/a web/dist/b"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		sums := p.Eligible.Sums()
		anchored := p.anchored()
		for _, r := range p.rules() {
			entries := anchored[r]
			if len(entries) == 0 {
				continue
			}
			var all buildcontext.Totals
			severity := diag.Info
			for n, i := range entries {
				all.Add(buildcontext.Totals{Files: int(sums.At(i).Files), Bytes: sums.At(i).Bytes})
				if severity == diag.Info && p.isLeft(i) {
					severity = diag.Warning
					entries[0], entries[n] = entries[n], entries[0] // what is shown
				}
			}
			verb := "are"
			if len(entries) == 1 {
				verb = "is"
			}
			p.Report(r, Finding{
				Severity: &severity, Help: "write **/ before it for any depth, or / for the root alone",
				Fixes: []diag.Fix{p.fix("have it hold at any depth", diag.Edit{Start: r.Start, End: r.Start, New: "**/"})},
			}, "this speaks of the root alone: %s %s still sent, %s", listed(paths(p.Eligible.Tree, entries), 1), verb, amount(all))
		}
	},
}

// findAnchored is what [ledger.Anchored] finds, but for what an exception lets
// in by its name.
func (p *project) findAnchored() map[*ignore.Rule][]uint32 {
	if !p.seen() {
		return nil
	}
	found := ledger.Anchored(p.rules(), p.Eligible)
	m := p.File.Matcher(p.Builder)
	for r, entries := range found {
		found[r] = slices.DeleteFunc(entries, func(i uint32) bool { return p.letIn(m, i) })
		if len(found[r]) == 0 {
			delete(found, r)
		}
	}
	return found
}

// letIn reports whether an exception names an entry, and not only a directory
// above it.
func (p *project) letIn(m *ignore.Matcher, i uint32) bool {
	name := p.Eligible.Tree.Path(i)
	by := m.Decide(name).By
	return by != nil && by.Negated && by != m.Decide(path.Dir(name)).By
}

// isLeft reports whether an entry is one that tools leave, and not kept on
// purpose: git does not track it and it does not lie among tests, where such
// names are wanted.
func (p *project) isLeft(i uint32) bool {
	t := p.Eligible.Tree
	git := p.Git != nil
	if !isLitter(t, i, git) || t.Name(i) == ".git" && !t.IsDir(i) {
		return false
	}
	if git {
		return !p.Git.Tracked(t.Path(i))
	}
	return !catalog.AmongTests(t, i) && !catalog.HoldsPlace(t, i)
}

// isLitter reports whether an entry is one that tools leave, by its name or by
// a marker; some names say so only of what git does not track.
func isLitter(t *buildcontext.Tree, i uint32, git bool) bool {
	found := false
	catalog.Index().Each(t.Name(i), func(a *catalog.Artefact) {
		certain := a.Proof == catalog.ByName || a.Anywhere || a.Marker(t, i) != "" && !a.Source
		if a.Proof == catalog.Untracked || a.Proof != catalog.ByName && a.Category == catalog.BuildOutput {
			certain = git // sources and what is released are kept below such names, too
		}
		found = found || a.Means(t, i) && !a.Holder && certain
	})
	return found
}
