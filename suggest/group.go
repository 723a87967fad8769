package suggest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

const (
	// scattered is the number of directories from which data files of one sort
	// are matched wherever they are: a line for each would not be read.
	scattered = 4
	// separate is the number of directories of data up to which each has a
	// line of its own.
	separate = 6
)

// A group are findings that one line can keep out.
type group struct {
	heuristic *heuristic
	name      *catalog.Artefact
	glob      string
	safety    diag.Safety
	findings  []*finding
}

// groupKey tells groups apart.
type groupKey struct {
	heuristic *heuristic
	glob      string
	safety    diag.Safety
	alone     uint32
	reason    reason // of what is known by where it lies, which may be this or that
}

// candidates puts alike findings together and leaves out what is too light to
// be worth a line.
func (s *search) candidates() []Candidate {
	groups := make(map[groupKey]*group)
	var order []*group
	slices.SortFunc(s.found, func(a, b *finding) int { return cmp.Compare(a.entry, b.entry) })
	for _, f := range s.found {
		if s.crumb(f) {
			continue
		}
		key := groupKey{heuristic: f.heuristic, glob: s.glob(f), safety: f.safety}
		if f.glob != "" {
			key.reason = f.reason
		}
		if key.glob == "" {
			key.alone = f.entry
		}
		g := groups[key]
		if g == nil {
			g = &group{heuristic: f.heuristic, name: f.name, glob: key.glob, safety: f.safety}
			groups[key] = g
			order = append(order, g)
		}
		g.findings = append(g.findings, f)
	}
	var out []Candidate
	weights := make(map[uint32]int64)
	for _, g := range order {
		c := s.candidate(g)
		if w := weight(s.sums, c.Entries); w >= g.least() {
			weights[c.Entries[0]] = w
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Compare(weights[b.Entries[0]], weights[a.Entries[0]])
	})
	return out
}

// crumb reports whether a file of data is so small that it is kept even where
// larger ones of its sort go: it may be a fixture.
func (s *search) crumb(f *finding) bool {
	data := !f.name.Dir && payload(f.name)
	return data && !f.ignored && f.name.Min >= heavy && s.sums.At(f.entry).Bytes < light
}

// least is the weight below which a group is left alone. A question about
// what people keep on purpose has to be worth it, unless it is about secrets.
func (g *group) least() int64 {
	least := g.name.Min
	fresh := true // nothing of it is in a fresh clone
	for _, f := range g.findings {
		least = min(least, f.name.Min)
		fresh = fresh && f.ignored
	}
	if fresh {
		return min(least, light)
	}
	if g.safety < diag.Safe && g.name.Proof == catalog.Kept && g.heuristic.category != catalog.Secret {
		least = max(least, heavy)
	}
	return least
}

// why is the reason that all findings share, or else that of the name.
func (g *group) why() string {
	first := g.findings[0].reason
	if slices.ContainsFunc(g.findings, func(f *finding) bool { return f.reason != first }) {
		return g.name.Why
	}
	return first.String()
}

func (s *search) candidate(g *group) Candidate {
	c := Candidate{
		Heuristic: g.heuristic.id,
		Category:  g.findings[0].category(),
		Why:       g.why(),
		Safety:    g.safety,
		Glob:      g.glob,
	}
	if g.name.Stack != nil {
		c.Stack = g.name.Stack.ID
	}
	dirs := make(map[uint32]bool)
	for _, f := range g.findings {
		c.Entries = append(c.Entries, f.entry)
		dirs[s.Tree.Parent(f.entry)] = true
	}
	c.Evidence = facts(g.findings)
	c.Needed, c.Advice = g.name.Needed, s.advice(g)
	c.Reach = s.furthest(c.Entries)
	if c.Category == catalog.Secret {
		s.judgeHarm(&c, g.findings)
	}
	switch g.name.Proof {
	case catalog.Payload, catalog.Kept:
		c.AnyDepth = g.name.Anywhere || len(dirs) >= scattered
	default:
		c.AnyDepth = g.name.Anywhere || len(g.findings) > 1
	}
	c.AnyDepth = c.AnyDepth && c.Glob != "" && c.Glob != undotted && !s.needed.mentions(c.Glob)
	if !c.AnyDepth && len(c.Entries) == 1 && c.Glob != undotted {
		c.Glob = ""
	}
	return c
}

// reachAsked is for how many entries of a candidate it is worked out how far
// they get: those found alike lie alike.
const reachAsked = 50

// furthest is how far the entry gets that gets furthest.
func (s *search) furthest(entries []uint32) builds.Reach {
	far := builds.NotTaken
	for _, i := range entries[:min(len(entries), reachAsked)] {
		reach, _ := s.Builds.Reach(i)
		far = max(far, reach)
	}
	return far
}

// glob is what the names of findings like this one have in common; empty for
// what is known by its path alone.
func (s *search) glob(f *finding) string {
	n := f.name
	entry := s.Tree.Name(f.entry)
	switch {
	case f.glob != "":
		return f.glob
	case !n.Dir && s.Tree.IsDir(f.entry) && !n.Holder:
		return "" // a directory for the files in it
	case n.In != "":
		return ""
	case n.Anywhere && !n.Holder && len(n.Not) == 0:
	case n.Holder, strings.Contains(n.Pattern, "*") && n.Pattern[0] != '*':
		if strings.ContainsAny(entry, `*?[\`) {
			return ""
		}
		return escape(s.Builder, entry, true)
	}
	return n.Pattern
}

// facts are the evidence of all findings, each with how many of them it is
// true of where it is not all.
func facts(findings []*finding) []string {
	var order []string
	count := make(map[string]int)
	for _, f := range findings {
		for _, fact := range f.facts() {
			if count[fact]++; count[fact] == 1 {
				order = append(order, fact)
			}
		}
	}
	for k, fact := range order {
		if count[fact] < len(findings) {
			order[k] = fmt.Sprintf("%s (%d of %d)", fact, count[fact], len(findings))
		}
	}
	return order
}

// collapse replaces files by the directory that holds nothing else, where
// that says the same with fewer and more lasting words.
func (s *search) collapse() {
	type kind struct {
		heuristic *heuristic
		safety    diag.Safety
	}
	t := s.Tree
	byKind := make(map[kind][]*finding)
	for _, f := range s.found {
		if !f.name.Dir && !f.name.Holder && f.heuristic.category.Facts().Whole {
			k := kind{f.heuristic, f.safety}
			byKind[k] = append(byKind[k], f)
		}
	}
	replaced := make(map[*finding]*finding)
	for _, findings := range byKind {
		tops := s.wholes(findings)
		if len(tops) > separate {
			continue
		}
		for dir, below := range tops {
			if !s.worthwhile(dir, below) {
				continue
			}
			first := *heaviest(s.sums, below)
			first.entry, first.marker, first.evidence = dir, "", facts(below)
			for _, f := range below {
				first.ignored = first.ignored && f.ignored
				replaced[f] = &first
			}
		}
	}
	if len(replaced) == 0 {
		return
	}
	seen := make(map[uint32]bool)
	out := s.found[:0]
	for _, f := range s.found {
		if r := replaced[f]; r != nil {
			f = r
		}
		if !seen[f.entry] || !t.IsDir(f.entry) {
			out = append(out, f)
		}
		seen[f.entry] = true
	}
	s.found = out
}

// wholes finds the topmost directories of which the findings are all that is
// eligible.
func (s *search) wholes(findings []*finding) map[uint32][]*finding {
	t := s.Tree
	count := make(map[uint32]uint32)
	for _, f := range findings {
		for at := t.Parent(f.entry); at != 0; at = t.Parent(at) {
			count[at]++
		}
	}
	tops := make(map[uint32][]*finding)
	for _, f := range findings {
		var top uint32
		for at := t.Parent(f.entry); at != 0; at = t.Parent(at) {
			if count[at] == s.sums.At(at).Files && s.Eligible.Sent(at) && !s.needed.needs(at) {
				top = at
			}
		}
		if top != 0 {
			tops[top] = append(tops[top], f)
		}
	}
	return tops
}

// worthwhile reports whether a directory says more than its files do: several
// patterns would be needed for them, or the heuristic prefers directories.
func (s *search) worthwhile(dir uint32, below []*finding) bool {
	if payload(below[0].name) {
		// One file does not make a directory of its sort, unless the name says
		// so.
		return len(below) > 1 || isOrdinary(s.Tree.Name(dir)) || shipped[s.Tree.Name(dir)]
	}
	first := below[0].name.Pattern
	return slices.ContainsFunc(below, func(f *finding) bool { return f.name.Pattern != first }) && logDirectory[s.Tree.Name(dir)]
}

// heaviest is the finding with the largest entry.
func heaviest(sums buildcontext.Sums, findings []*finding) *finding {
	return slices.MaxFunc(findings, func(a, b *finding) int { return cmp.Compare(sums.At(a.entry).Bytes, sums.At(b.entry).Bytes) })
}

// What a build can be given in the place of what it asks for.
const (
	adviseVersion = "pass the version with --build-arg; or send it and mount it for that RUN alone (--mount=type=bind,source=.git,target=.git), " +
		"so that it ends in no layer; a build that only reads the revision needs .git/HEAD and .git/refs"
	adviseSecret = "give the secret to the RUN that needs it (--mount=type=secret), or to the container when it runs"
)

// advice says how a build gets what it needs of a questionable group in another
// way; empty where there is nothing to say.
func (s *search) advice(g *group) string {
	switch {
	case g.safety == diag.Safe:
	case g.heuristic == versionControl && !g.name.Holder && s.Builds.AsksGit().By != "":
		return adviseVersion
	case g.name.Category == catalog.Secret && s.furthest([]uint32{g.findings[0].entry}) != builds.NotTaken:
		return adviseSecret
	}
	return ""
}
