package lint

import (
	"fmt"
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// gitignoreAnchor finds names that git would look for at any depth, and that are sent
// from deeper down. It is a mistake for certain where the name is that of what tools
// leave; for other names it is worth knowing.
var gitignoreAnchor = &Rule{
	ID: "gitignore-anchor", Severity: diag.Info,
	What: "A name without a slash is also there deeper down, and is sent from there.",
	Why:  "In .gitignore a bare name holds at any depth; to a builder it means the root alone. \"**/\" before it means any depth.",
	Bad:  Example{Ignore: "node_modules\n", Files: "node_modules/a web/node_modules/b", Fixed: "**/node_modules\n"},
	Good: Example{Ignore: "**/node_modules\n/dist\n", Files: "node_modules/a web/node_modules/b dist/a web/dist/b"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		sums := p.Eligible.Sums()
		for r, entries := range Anchored(p.rules(), p.Eligible) {
			var all buildcontext.Totals
			litter := false
			for _, i := range entries {
				all.Add(buildcontext.Totals{Files: int(sums.At(i).Files), Bytes: sums.At(i).Bytes})
				litter = litter || isLitter(p.Eligible.Tree, i)
			}
			severity := diag.Info
			if litter {
				severity = diag.Warning
			}
			first := p.Eligible.Tree.Path(entries[0])
			message := fmt.Sprintf("this speaks of the root alone: %s is still sent", first)
			if n := len(entries) - 1; n > 0 {
				message = fmt.Sprintf("this speaks of the root alone: %s and %d more are still sent", first, n)
			}
			p.Report(r, Finding{
				Severity: &severity, Help: "write **/ before it for any depth, or / for the root alone",
				Fixes: []diag.Fix{p.fix("have it hold at any depth", diag.Edit{Start: r.Start, End: r.Start, New: "**/"})},
			}, "%s, %s", message, amount(all))
		}
	},
}

// isLitter reports whether an entry is one that tools leave, by its name or by a
// marker.
func isLitter(t *buildcontext.Tree, i uint32) bool {
	found := false
	catalog.Index().Each(t.Name(i), func(a *catalog.Artefact) {
		certain := a.Proof == catalog.ByName || a.Proof == catalog.Untracked || a.Anywhere || a.Marker(t, i) != "" && !a.Source
		found = found || a.Means(t, i) && !a.Holder && certain
	})
	return found
}

// Anchored finds what is sent although a rule without a slash has its name: entries in
// path order, by the rule. In an ignore file of git such a rule would hold at any
// depth.
func Anchored(rules []*ignore.Rule, eligible *buildcontext.View) map[*ignore.Rule][]uint32 {
	literal := make(map[string]*ignore.Rule)
	var globs []*ignore.Rule
	for _, r := range rules {
		switch {
		case r.Err != nil || r.Index < 0 || !SpeaksOfRootAlone(r):
		case strings.ContainsAny(r.Pattern, `*?[\`):
			globs = append(globs, r)
		default:
			literal[r.Pattern] = r
		}
	}
	if len(literal)+len(globs) == 0 {
		return nil
	}
	of := func(name string) *ignore.Rule {
		if r := literal[name]; r != nil {
			return r
		}
		for _, r := range globs {
			if ok, err := path.Match(r.Pattern, name); ok && err == nil {
				return r
			}
		}
		return nil
	}
	t, sums := eligible.Tree, eligible.Sums()
	out := make(map[*ignore.Rule][]uint32)
	var end uint32
	for _, i := range eligible.Named(func(name string) bool { return of(name) != nil }) {
		if i < end || t.Parent(i) == 0 || sums.At(i).Files == 0 {
			continue
		}
		r := of(t.Name(i))
		out[r] = append(out[r], i)
		end = t.End(i)
	}
	return out
}

// SpeaksOfRootAlone reports whether a rule gives a name without a directory, which git
// would look for at any depth. A slash or a dot in front shows that the root is meant.
func SpeaksOfRootAlone(r *ignore.Rule) bool {
	switch name := r.Pattern; {
	case r.Negated, strings.HasPrefix(r.Text, "/"), strings.HasPrefix(r.Text, "./"), name == "", name == ".", name == "..", name == "*":
		return false
	default:
		return !strings.Contains(name, "/") && !strings.Contains(name, "**")
	}
}
