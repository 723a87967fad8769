package analysis

import (
	"slices"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// Accept makes a new proposal, and proves it, of those lines of the old one that
// are accepted, be they safe or to be reviewed.
func (r *Result) Accept(lines []suggest.Suggestion) {
	accepted := make(map[uint32]bool)
	for _, s := range lines {
		for _, i := range s.Entries {
			accepted[i] = true
		}
	}
	var found []suggest.Candidate
	for _, c := range r.Candidates {
		c.Entries = slices.DeleteFunc(slices.Clone(c.Entries), func(i uint32) bool { return !accepted[i] })
		if len(c.Entries) > 0 {
			found = append(found, c)
		}
	}
	r.Proposal = suggest.Plan(r.known, found, suggest.Options{Level: diag.Review})
}
