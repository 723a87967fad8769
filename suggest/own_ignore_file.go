package suggest

import (
	"cmp"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A Split is something that the build analysed could do without and that is
// kept because another Dockerfile of the build context needs it. With an ignore
// file of its own for either of the two it could go.
type Split struct {
	// Entry is the path, Totals what is sent of it for the build analysed.
	Entry  uint32
	Totals buildcontext.Totals
	// Needs is what needs it, as in "web.Dockerfile:3 COPY dist".
	Needs string
	// Category, Why, Evidence and Safety are as in a [Candidate]. Nothing is
	// done about it, so that it may be a question for a person.
	Category catalog.Category
	Why      string
	Evidence []string
	Safety   diag.Safety
}

// Splits finds what is kept for the Dockerfiles other than the one called own,
// the heaviest first: what [Find] would find if that were the only one. A few
// files as large as a README are not worth a second ignore file, unless they
// are secrets.
func Splits(in Case, own string) []Split {
	alone := slices.DeleteFunc(slices.Clone(in.Sharing), func(n builds.Need) bool { return n.Dockerfile != own })
	if len(alone) == 0 || len(alone) == len(in.Sharing) {
		return nil
	}
	mine := in.with(alone) // with an index of its own, as it may run beside Find
	all := newProtection(in)
	s := newSearch(mine)
	if !all.namesMore(s.needed) {
		return nil
	}
	s.walk()
	// What own needs itself, and what nobody does, is of no interest.
	s.hits = slices.DeleteFunc(s.hits, func(h hit) bool { return !all.needs(h.entry) || s.needed.needs(h.entry) })
	s.heavy = slices.DeleteFunc(s.heavy, func(i uint32) bool { return !all.needs(i) || s.needed.needs(i) })
	s.ask()
	s.judge()
	s.rest()
	sent := in.Sent.Sums()
	var out []Split
	for _, f := range s.found {
		sum, category := sent.At(f.entry), cmp.Or(f.name.Category, f.heuristic.category)
		if sum.Files == 0 || sum.Bytes < light && category != catalog.Secret {
			continue
		}
		if in.GitSilent || f.safety < diag.Safe && s.Builds.MentionedBy(f.entry) != "" {
			continue // git might call it tracked, or a RUN wants it
		}
		out = append(out, Split{
			Entry: f.entry, Totals: buildcontext.Totals{Files: int(sum.Files), Bytes: sum.Bytes}, Needs: all.heldBy(f.entry),
			Category: category, Why: f.reason.String(), Evidence: f.facts(), Safety: f.safety,
		})
	}
	slices.SortStableFunc(out, func(a, b Split) int { return cmp.Compare(b.Totals.Bytes, a.Totals.Bytes) })
	return out
}

// namesMore reports whether p names anything that other does not.
func (p *protection) namesMore(other *protection) bool {
	return len(p.named) > len(other.named) || len(p.above) > len(other.above) || len(p.ships) > len(other.ships)
}
