package suggest

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// undotted is a pattern for what lies in a directory beside the dot files that
// keep it in the repository.
const undotted = "[^.]*"

// contentsOf are what lies in a directory of which git tracks nothing but
// placeholders: the entries that git does not track, none of them a dot file.
// It is nil for any other directory.
func (s *search) contentsOf(dir uint32) []uint32 {
	t := s.Tree
	if s.Git == nil || !t.IsDir(dir) || !s.Git.Tracked(t.Path(dir)) {
		return nil
	}
	var out []uint32
	for i := range t.Children(dir) {
		switch {
		case catalog.IsPlaceholder(t.Name(i)):
		case s.Git.Tracked(t.Path(i)):
			within := s.contentsOf(i)
			if within == nil && !catalog.HoldsPlace(t, i) {
				return nil
			}
			out = append(out, within...)
		case strings.HasPrefix(t.Name(i), "."):
		default:
			out = append(out, i)
		}
	}
	return out
}

// empty takes what git ignores in a directory that it keeps empty, if it is of
// a sort that no build makes again. It reports whether it took anything.
func (s *search) empty(h hit) bool {
	switch h.name.Category {
	case catalog.Cache, catalog.Dataset, catalog.Test:
	default:
		return false
	}
	n := h.name
	if (n.Proof == catalog.ByBoth || n.Proof == catalog.ByMarker) && n.Marker(s.Tree, h.entry) == "" {
		return false
	}
	took := false
	for _, i := range s.inside[h.entry] {
		if s.below(i) || !s.ignoredPaths[s.Tree.Path(i)] || s.needed.needs(i) || !s.Eligible.Sent(i) {
			continue
		}
		s.report(&finding{
			entry: i, heuristic: heuristicOf(h.name), name: h.name, glob: undotted, safety: diag.Safe, reason: reason{what: h.name.Why},
			evidence: []string{"ignored by git, which keeps the directory empty"}, ignored: true,
		})
		s.taken[i] = true
		took = true
	}
	return took
}

// emptied reports whether an entry lies in a directory that git keeps empty,
// below what was taken there.
func (s *search) emptied(i uint32) bool { return len(s.taken) > 0 && s.below(i) }
