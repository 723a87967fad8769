package suggest

import (
	"fmt"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// maxAllowed is about how many paths an allowlist names. Where more are needed
// it names directories that hold some of them.
const maxAllowed = 40

// An allowlist is a proposal in the making that keeps everything out but what
// the Dockerfiles need.
type allowlist struct {
	in    Case
	taken *taken
	user  *userLines
	// junk are the lines that would keep out what should not be sent.
	junk []Suggestion
	// out marks what the junk lines and the lines kept of the user's keep out;
	// by has, for each line of junk, the entries that it does that for.
	out []bool
	by  [][]uint32
	// secrets are lines of junk that are there though a build may need what
	// they exclude.
	secrets []Suggestion
	let
}

// planAllow makes an allowlist of what the sources take and is sent today, less
// what a proposal of the mode Deny would keep out. It lets in nothing that is
// not sent today. Where it is not certain what a Dockerfile takes, or where no
// list can be proven, nothing is proposed and the notes say why. A secret is
// let in only where a source names it: that a COPY takes everything is no wish
// to ship a key.
func planAllow(in Case, found []Candidate, opts Options) *Proposal {
	if doubts := in.doubts(); len(doubts) > 0 {
		return in.unchanged(doubts...)
	}
	opts.Mode, opts.secrets = Deny, true
	deny := Plan(in.unwritten(), in.unwanted(found), opts)
	rest := in.Under(ignore.Parse(in.Ignore.Name, deny.After)).Eligible
	a := &allowlist{in: in, taken: newTaken(in, rest), junk: deny.Added}
	a.secrets = secretsAsked(deny.Added)
	if unnamed, ok := a.choose(); !ok {
		return in.unchanged(fmt.Sprintf("No line without a wildcard can name %q, which is needed.", unnamed))
	}
	a.letWanted(found)
	d := a.write()
	then := in.Under(d.file)
	if in.allows() && sameFiles(in.Eligible, then.Eligible) {
		return in.unchanged()
	}
	proof := a.prove(d.file, then.Eligible)
	if !proof.Holds() {
		return in.unchanged(append([]string{"No allowlist was found that could be proven."}, proof.Broken...)...)
	}
	return a.conclude(d, proof, deny, then.Eligible, then.Sent)
}

// unwritten is the case with no line of the user's, which would stand behind
// the list and contradict, though what is sent is what they leave.
func (in Case) unwritten() Case {
	p := *in.Prediction
	p.Ignore = ignore.Parse(in.Ignore.Name, nil)
	in.Prediction = &p
	return in
}

// unwanted are the candidates that no negation of the user's asks for.
func (in Case) unwanted(found []Candidate) []Candidate {
	w, out := newWanted(in), []Candidate(nil)
	for _, c := range found {
		if c.Entries = w.without(c.Entries); len(c.Entries) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// doubts say why it is not certain what is needed.
func (in Case) doubts() []string {
	out := slices.Clone(in.Unsure)
	if len(in.Sharing) == 0 && len(out) == 0 {
		out = append(out, "There is no Dockerfile.")
	}
	for _, need := range in.Sharing {
		if need.Set == nil {
			out = append(out, fmt.Sprintf("%s could not be read.", need.Dockerfile))
			continue
		}
		for _, p := range need.Set.Problems {
			out = append(out, fmt.Sprintf("%s:%d: %s.", need.Dockerfile, p.Line, p.Message))
		}
		out = append(out, need.Set.Unknowns...)
	}
	for _, r := range in.Refusals() {
		// A list of what is there today would keep it out when it is there.
		if r.Source != nil && !r.Source.Unused {
			out = append(out, fmt.Sprintf("%s:%d names %s, which is not sent.", r.File, r.Line, diag.Quoted(r.Source.Pattern)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// unchanged is a proposal to leave the file as it is.
func (in Case) unchanged(notes ...string) *Proposal {
	before := in.Sent
	return &Proposal{
		Mode: Allow, Notes: notes, File: in.Ignore.Name, Before: in.Ignore.Bytes(), After: in.Ignore.Bytes(),
		Proof:        Proof{NeededKept: true, ClaimedGone: true, Unknowns: in.unknowns()},
		BeforeTotals: before.Totals, AfterTotals: before.Totals, AfterVisited: before.Visited,
	}
}

// allows reports whether the ignore file is an allowlist already, and one that
// does not make BuildKit's client look into every directory.
func (in Case) allows() bool {
	everything := false
	for _, r := range in.Ignore.Matcher(in.Builder).Rules() {
		switch {
		case !r.Negated:
			everything = everything || r.Pattern == "*" || r.Pattern == "**"
		case r.Line == 0: // the client's own
		case !everything || buildcontext.HasWildcard(strings.TrimSuffix(strings.TrimSuffix(r.Pattern, "/**"), "/*")):
			return false
		}
	}
	return everything
}

// sameFiles reports whether two views of a tree send the same entries,
// directories apart.
func sameFiles(a, b *buildcontext.View) bool {
	for i := uint32(1); i < uint32(a.Tree.Len()); i++ {
		if !a.Tree.IsDir(i) && a.Sent(i) != b.Sent(i) {
			return false
		}
	}
	return true
}

// conclude describes a list that is proven.
func (a *allowlist) conclude(d *allowDraft, proof Proof, deny *Proposal, eligible, sent *buildcontext.View) *Proposal {
	in, before := a.in, a.in.Sent
	p := &Proposal{
		Mode: Allow, Notes: a.notes(), File: in.Ignore.Name, Before: in.Ignore.Bytes(), After: d.file.Bytes(), Removed: a.user.removed(d.file), Proof: proof,
		BeforeTotals: before.Totals, AfterTotals: sent.Totals, AfterVisited: sent.Visited,
	}
	p.AfterTotals.Add(in.ownGrowth(&draft{file: d.file, lines: map[int]placed{0: {}}}, sent))
	for _, l := range d.lines {
		s := Suggestion{Pattern: l.text, Line: l.number, Safety: diag.Safe, Category: catalog.Other}
		switch {
		case l.junk >= 0:
			s = a.junk[l.junk]
			s.Line, s.Widened, s.Totals = l.number, "", eligibleBelow(in.Eligible, a.by[l.junk])
		case l.all:
			gone := goneTops(in.Eligible, eligible)
			s.Why, s.Totals, s.Saves = "everything that no line lets in", eligibleBelow(in.Eligible, gone), saving(gone, before, sent)
			s.Helps = s.Saves.helps(Candidate{Category: catalog.Other}, in.Builder)
		case l.opensEmpty:
			s.Why = "the directory is sent without what lies in it, as before"
		default:
			s.Category, s.Totals = catalog.Source, eligibleBelow(eligible, []uint32{l.entry})
			s.Why, s.Evidence = a.taken.why(l.entry)
			if l.wanted {
				s.Evidence = append(s.Evidence, "a line of the ignore file asks for it")
			}
			if l.lifted {
				s.Evidence = append(s.Evidence, "named as a whole, since the list of what is needed of it would be long or could not be written")
			}
		}
		p.Added = append(p.Added, s)
	}
	for _, s := range deny.Review {
		if m, err := ignore.Compile(in.Builder, []string{s.Pattern}); err == nil && anySent(eligible, m) {
			p.Review = append(p.Review, s)
		}
	}
	return p
}

// notes say what the user has to know of the list.
func (a *allowlist) notes() []string {
	var out []string
	for _, ask := range a.taken.asks {
		switch {
		case ask.whole:
			out = append(out, fmt.Sprintf("%s takes everything: the list names what is there today, and what is new at the top has to be added.", ask.use))
		case ask.variable:
			out = append(out, fmt.Sprintf("%s is taken as it is without other build arguments.", ask.use))
		}
	}
	for _, s := range a.secrets {
		note := fmt.Sprintf("%s is excluded, though COPY takes what holds it: %s.", s.Pattern, s.Why)
		if s.Needed != "" {
			note = fmt.Sprintf("%s Re-include it if %s.", note, s.Needed)
		}
		out = append(out, note)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// goneTops are the entries that nothing is sent of any more, the topmost ones.
func goneTops(before, after *buildcontext.View) []uint32 {
	t := before.Tree
	stays := make([]bool, t.Len())
	for i := uint32(t.Len()) - 1; i > 0; i-- {
		stays[i] = stays[i] || after.Sent(i)
		stays[t.Parent(i)] = stays[t.Parent(i)] || stays[i]
	}
	var out []uint32
	for i := uint32(1); i < uint32(t.Len()); {
		if stays[i] {
			i++
			continue
		}
		out = append(out, i)
		i = t.End(i)
	}
	return out
}

// anySent reports whether something that a list of patterns matches is sent.
func anySent(v *buildcontext.View, m *ignore.Matcher) bool {
	any := false
	eachMatch(v.Tree, m, func(i uint32, _ *ignore.Rule) {
		for j := i; j < v.Tree.End(i) && !any; j++ {
			any = v.Sent(j) && !v.Tree.IsDir(j)
		}
	})
	return any
}

// prove compares what is left with what is needed and with what is let in.
// Nothing that was not sent may appear, so that every source finds exactly what
// it found, less what the junk lines keep out.
func (a *allowlist) prove(after *ignore.File, eligible *buildcontext.View) Proof {
	in, t := a.in, a.in.Tree
	v := verification{Proof: Proof{NeededKept: true, ClaimedGone: true, Unknowns: in.unknowns()}}
	lets, was, now := a.letsIn(), in.Ignore.Matcher(in.Builder), after.Matcher(in.Builder)
	broken := func(holds *bool, format string, i uint32) {
		if *holds {
			v.Broken = append(v.Broken, fmt.Sprintf(format, t.Path(i)))
		}
		*holds = false
	}
	for i := uint32(1); i < uint32(t.Len()); i++ {
		is := eligible.Sent(i)
		switch {
		case a.taken.need[i] && !is && !(t.IsDir(i) && holdsSent(eligible, i)):
			broken(&v.NeededKept, "%q would be gone, and it is needed.", i)
		case !is || t.IsDir(i):
		case !in.Eligible.Sent(i):
			broken(&v.ClaimedGone, "%q would be sent, and was not.", i)
		case !lets[i] && !byClient(eligible, t.Path(i)):
			broken(&v.ClaimedGone, "%q would still be there.", i)
		case !now.SendsContent(t.Path(i)) && was.SendsContent(t.Path(i)):
			broken(&v.NeededKept, "%q would arrive empty.", i)
		}
	}
	for _, ask := range a.taken.asks {
		there := func(i uint32) bool { return i == 0 || eligible.Sent(i) || holdsSent(eligible, i) }
		if slices.ContainsFunc(ask.tops, in.Eligible.Sent) && !slices.ContainsFunc(ask.tops, there) {
			v.NeededKept = false
			v.Broken = append(v.Broken, fmt.Sprintf("%s would find nothing.", ask.use))
		}
	}
	if before, is := errorsOf(in.Ignore, in.Builder), errorsOf(after, in.Builder); is > before {
		v.NeededKept = false
		v.Broken = append(v.Broken, fmt.Sprintf("The builder would refuse %d lines instead of %d.", is, before))
	}
	return v.Proof
}

// holdsSent reports whether something below a directory is sent, so that the
// directory is made for it where the builder does not send it.
func holdsSent(v *buildcontext.View, dir uint32) bool {
	for i := dir + 1; i < v.Tree.End(dir); i++ {
		if v.Sent(i) {
			return true
		}
	}
	return false
}

// letsIn marks what the lines let in.
func (a *allowlist) letsIn() []bool {
	t := a.in.Tree
	lets := make([]bool, t.Len())
	for _, l := range a.paths {
		lets[l.entry] = true
		for i := l.entry + 1; i < t.End(l.entry) && !l.opensEmpty; i++ {
			lets[i] = !a.out[i]
		}
	}
	return lets
}

// byClient reports whether the classic client sends a file of its own accord:
// the Dockerfile and the ignore file.
func byClient(v *buildcontext.View, name string) bool {
	if v.Rules.Ignore == nil {
		return false
	}
	by := v.Rules.Ignore.Decide(name).By
	return by != nil && by.Negated && by.Line == 0
}
