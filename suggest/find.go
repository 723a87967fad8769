package suggest

import (
	"cmp"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// Find looks for what is eligible and should not be sent: by names, by the
// markers that prove what a name means, and by what git knows. Nothing that a
// Dockerfile names is among it. The heaviest candidates come first.
func Find(in Case) []Candidate {
	s := newSearch(in)
	s.walk()
	names := s.names()
	s.Builds.ExpectNames(names)
	s.Reading.ExpectNames(names)
	s.ask()
	s.judge()
	s.collapse()
	s.rest()
	s.contents()
	found := s.candidates()
	if in.GitSilent {
		withoutGit(found)
	}
	return found
}

// A search is the work of Find.
type search struct {
	pass
	hits  []hit
	heavy []uint32 // what weighs enough to be of interest whatever its name
	found []*finding
	// under marks the directories that have findings or needed entries below.
	under map[uint32]bool
	taken map[uint32]bool
	// inside is what lies in directories that git keeps empty.
	inside map[uint32][]uint32
}

// A hit is an entry with a name that a heuristic is to judge.
type hit struct {
	entry uint32
	name  *catalog.Artefact
}

func newSearch(in Case) *search {
	s := &search{under: make(map[uint32]bool), taken: make(map[uint32]bool), inside: make(map[uint32][]uint32)}
	s.pass = pass{Case: in, sums: in.Eligible.Sums()}
	s.needed = protectionOf(in, s.sums)
	return s
}

// walk goes over the tree once and notes the entries to be judged. It leaves
// out what is not eligible and what is below a directory whose name is
// enough.
func (s *search) walk() {
	t, names := s.Tree, catalog.Index()
	var i uint32
	var certain bool
	note := func(a *catalog.Artefact) {
		if !a.Means(t, i) {
			return
		}
		entry := i
		if a.Holder {
			if entry = t.Parent(i); entry == 0 {
				return
			}
		}
		if s.Eligible.Sent(entry) {
			s.hits = append(s.hits, hit{entry, a})
			certain = certain || entry == i && a.Proof == catalog.ByName
		}
	}
	n := uint32(t.Len())
	named := s.Eligible.Named(names.Knows)
	for i = 1; i < n; {
		if s.sums.At(i).Files == 0 || builds.IsVendoredCrate(t, i) {
			i = t.End(i)
			continue
		}
		for len(named) > 0 && named[0] < i {
			named = named[1:]
		}
		if certain = false; len(named) > 0 && named[0] == i {
			names.Each(t.Name(i), note)
		}
		switch {
		case certain:
			i = t.End(i)
			continue
		case s.sums.At(i).Bytes >= heavy:
			s.heavy = append(s.heavy, i)
		}
		i++
	}
	// A marker comes after some of what lies beside it.
	slices.SortStableFunc(s.hits, func(a, b hit) int { return cmp.Compare(a.entry, b.entry) })
}

// names are those of the entries to be judged, and of the directories above
// them.
func (s *search) names() map[string]bool {
	out := make(map[string]bool)
	note := func(i uint32) {
		for at := i; at != 0; at = s.Tree.Parent(at) {
			out[s.Tree.Name(at)] = true
		}
	}
	for _, h := range s.hits {
		note(h.entry)
	}
	for _, i := range s.heavy {
		note(i)
	}
	return out
}

// ask asks git once about all that depends on what it ignores.
func (s *search) ask() {
	if s.Git == nil {
		return
	}
	var paths []string
	for _, h := range s.hits {
		// Of files by the thousand that are caches by name nobody asks.
		if h.name.Proof != catalog.ByName || h.name.Category != catalog.Cache || s.Tree.IsDir(h.entry) {
			paths = append(paths, s.Tree.Path(h.entry))
		}
		if _, known := s.inside[h.entry]; !known && h.name.Dir {
			s.inside[h.entry] = s.contentsOf(h.entry)
			for _, i := range s.inside[h.entry] {
				paths = append(paths, s.Tree.Path(i))
			}
		}
	}
	for _, i := range s.heavy {
		paths = append(paths, s.Tree.Path(i))
	}
	if len(paths) == 0 {
		return
	}
	slices.Sort(paths)
	s.ignoredPaths = s.Git.Ignored(slices.Compact(paths))
}

// judge has the heuristics judge the hits. What is below an entry that one of
// them takes is part of it, needed or not. Where a whole project is a question,
// what is litter in any project is none.
func (s *search) judge() {
	t := s.Tree
	var end, open uint32
	for k := 0; k < len(s.hits); {
		i := s.hits[k].entry
		var best *finding
		first := k
		for k < len(s.hits) && s.hits[k].entry == i {
			k++
		}
		if i < end || s.emptied(i) {
			continue
		}
		for _, h := range s.meant(s.hits[first:k]) {
			if len(s.inside[i]) > 0 {
				if s.empty(h) {
					break
				}
				continue
			}
			if f := s.pass.judge(heuristicOf(h.name), h.name, i); f != nil && (best == nil || f.safety > best.safety) {
				best = f
			}
		}
		if best == nil || i < open && best.safety < diag.Safe {
			continue
		}
		if best.open && best.safety < diag.Safe {
			open = t.End(i)
		} else {
			end = t.End(i)
		}
		if !s.needed.needs(i) {
			s.report(best)
		}
	}
}

// meant are those of the hits of one entry that it is to be judged by: where a
// marker of some stack is there, the same name is not that of another stack.
func (s *search) meant(hits []hit) []hit {
	if len(hits) == 1 {
		return hits
	}
	marked := make(map[catalog.Category]bool)
	for _, h := range hits {
		if h.name.Marker(s.Tree, h.entry) != "" {
			marked[h.name.Category] = true
		}
	}
	again := slices.ContainsFunc(hits, func(h hit) bool { return heuristicOf(h.name).generated() && h.name.Marker(s.Tree, h.entry) != "" })
	var out []hit
	for _, h := range hits {
		if again && h.name.Holder && h.name.Category == catalog.Cache {
			continue // cargo and uv tag as a cache what an image may well carry
		}
		if n := h.name; !marked[n.Category] || len(n.Beside)+len(n.Inside) == 0 || n.Marker(s.Tree, h.entry) != "" {
			out = append(out, h)
		}
	}
	return out
}

func (s *search) report(f *finding) {
	if len(s.needed.unsure) > 0 {
		f.safety = diag.Review
		f.evidence = append(slices.Clone(f.evidence), s.needed.unsure[0])
	}
	s.found = append(s.found, f)
}

// rest looks at what is heavy and has not been found by its name.
func (s *search) rest() {
	t := s.Tree
	for _, f := range s.found {
		s.taken[f.entry] = true
		for at := t.Parent(f.entry); at != 0 && !s.under[at]; at = t.Parent(at) {
			s.under[at] = true
		}
	}
	for _, i := range s.heavy {
		if s.under[i] || s.below(i) || s.needed.needs(i) || !s.Eligible.Sent(i) {
			continue
		}
		f := s.pass.judge(binaryFiles, anyName, i)
		if f == nil {
			f = s.pass.judge(gitIgnored, anyName, i)
		}
		if f != nil {
			s.taken[i] = true
			s.report(f)
		}
	}
}

// below reports whether the entry or a directory above it is taken.
func (s *search) below(i uint32) bool {
	for at := i; at != 0; at = s.Tree.Parent(at) {
		if s.taken[at] {
			return true
		}
	}
	return false
}

// weight is what is eligible of the entries.
func weight(sums buildcontext.Sums, entries []uint32) int64 {
	var bytes int64
	for _, i := range entries {
		bytes += sums.At(i).Bytes
	}
	return bytes
}

// withoutGit makes candidates a matter of review that git might have called
// tracked, when it would not answer. What a marker proves, such as
// dependencies, does not depend on git.
func withoutGit(found []Candidate) {
	for i := range found {
		switch c := &found[i]; c.Category {
		case catalog.VCS, catalog.Dependencies, catalog.Cache, catalog.OS, catalog.Editor:
		default:
			c.Safety = min(c.Safety, diag.Review)
			c.Evidence = append(c.Evidence, "git does not say whether it is tracked")
		}
	}
}
