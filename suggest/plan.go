package suggest

import (
	"bytes"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A choice is a candidate with the way in which it is written.
type choice struct {
	Candidate
	ways    [][]line
	way     int
	dropped bool
	totals  buildcontext.Totals
}

func (c *choice) lines() []line { return c.ways[c.way] }

// next takes a narrower way to write the candidate, or gives it up.
func (c *choice) next() {
	if c.way+1 < len(c.ways) {
		c.way++
	} else {
		c.dropped = true
	}
}

// Plan turns what [Find] found into a new ignore file and proves it. Lines that
// the proof finds at fault are written more narrowly, or left out, until it
// holds; what is left out is offered for review. In the mode [Allow] it makes a
// list of what is let in instead.
func Plan(in Case, found []Candidate, opts Options) *Proposal {
	if opts.Mode == Allow {
		return planAllow(in, found, opts)
	}
	level := opts.Level
	if level == diag.DisplayOnly {
		level = diag.Safe
	}
	wanted := newWanted(in)
	var chosen, review []*choice
	for _, c := range found {
		if c.Entries = wanted.without(c.Entries); len(c.Entries) == 0 {
			continue
		}
		ch := &choice{Candidate: c, ways: alternatives(in, c), totals: eligibleBelow(in.Eligible, c.Entries)}
		switch {
		case len(ch.ways) == 0, !in.matters(ch):
			continue
		case c.Safety < level && !(opts.secrets && c.Category == catalog.Secret):
			review = append(review, ch)
		default:
			chosen = append(chosen, ch)
		}
	}
	order(chosen)
	order(review)
	p := settle(in, chosen, review)
	if opts.Idle || opts.Tidy {
		p.tidy(in, level, opts.Tidy)
	}
	return p
}

// matters reports whether leaving a candidate out helps anybody: the build
// analysed, or one of another Dockerfile that takes it.
func (in Case) matters(c *choice) bool {
	if saving(c.Entries, in.Sent, nil) != (Saving{}) {
		return true
	}
	for _, s := range in.sources() {
		if s.Whole || s.Path != "" && coversAny(in.Tree, in.Tree.Find(s.Path), c.Entries) {
			return true
		}
	}
	return false
}

// coversAny reports whether an entry is one of others, or lies below one.
func coversAny(t *buildcontext.Tree, above, entries []uint32) bool {
	for _, i := range above {
		if slices.ContainsFunc(entries, func(j uint32) bool { return j >= i && j < t.End(i) }) {
			return true
		}
	}
	return false
}

// settle writes and proves until the proof holds. Each round makes at least
// one choice narrower, so it ends.
func settle(in Case, chosen, review []*choice) *Proposal {
	for {
		d, err := write(in, chosen)
		if err != nil {
			// Two edits of one place: the later choice gives way.
			chosen[len(chosen)-1].next()
			continue
		}
		then := in.Prediction
		if !bytes.Equal(d.file.Bytes(), in.Ignore.Bytes()) {
			then = in.Under(d.file)
		}
		v := check(in, d.file, then.Eligible, claim(in.Tree, claimedBy(chosen)))
		if v.Holds() {
			return conclude(in, d, v.Proof, then.Sent, chosen, review)
		}
		blame(in, d, v, chosen)
	}
}

// blame makes the choices narrower that a failed proof is due to.
func blame(in Case, d *draft, v verification, chosen []*choice) {
	guilty := make(map[*choice]bool)
	matcher := d.file.Matcher(in.Builder)
	for _, i := range v.lost {
		if by := matcher.Decide(in.Tree.Path(i)).By; by != nil {
			if p, ours := d.lines[by.Line]; ours {
				guilty[p.choice] = true
			}
		}
	}
	if len(v.kept) > 0 {
		for _, c := range chosen {
			if !c.dropped && coversAny(in.Tree, c.Entries, v.kept) {
				guilty[c] = true
			}
		}
	}
	if len(guilty) == 0 { // nobody in particular: everybody
		for _, c := range chosen {
			guilty[c] = !c.dropped
		}
	}
	for c, is := range guilty {
		if is {
			c.next()
		}
	}
}

func claimedBy(chosen []*choice) []uint32 {
	var out []uint32
	for _, c := range chosen {
		if !c.dropped {
			out = append(out, c.Entries...)
		}
	}
	return out
}

// conclude describes a draft that is proven.
func conclude(in Case, d *draft, proof Proof, sent *buildcontext.View, chosen, review []*choice) *Proposal {
	before := in.Sent
	p := &Proposal{
		File: in.Ignore.Name, Before: in.Ignore.Bytes(), After: d.file.Bytes(), Proof: proof,
		BeforeTotals: before.Totals, AfterTotals: sent.Totals, AfterVisited: sent.Visited,
	}
	if bytes.Equal(p.Before, p.After) {
		p.After = p.Before
	}
	p.AfterTotals.Add(in.ownGrowth(d, sent))
	for number, at := range d.lines {
		p.Added = append(p.Added, describe(in, at.choice, at.line, number, before, sent))
	}
	slices.SortFunc(p.Added, func(a, b Suggestion) int { return a.Line - b.Line })
	for _, c := range chosen {
		if c.dropped {
			c.way, c.Safety = 0, diag.Review
			c.Evidence = append(c.Evidence, "no proof was found that nothing else is lost")
			review = append(review, c)
		}
	}
	for _, c := range review {
		for _, l := range c.lines() {
			p.Review = append(p.Review, describe(in, c, l, 0, before, nil))
		}
	}
	return p
}

// ownGrowth is what the new ignore file itself adds to what is sent: it is a
// file of the build context like any other.
func (in Case) ownGrowth(d *draft, sent *buildcontext.View) buildcontext.Totals {
	if in.FilePath == "" || buildcontext.ReadsInPlace(in.Builder) || len(d.lines) == 0 {
		return buildcontext.Totals{}
	}
	growth := buildcontext.Totals{Bytes: int64(len(d.file.Bytes()) - len(in.Ignore.Bytes()))}
	if i, ok := in.Tree.Lookup(in.FilePath); ok {
		if !sent.Sent(i) {
			return buildcontext.Totals{}
		}
		return growth
	}
	growth.Files = 1
	excluded := sent.Rules.Ignore != nil && sent.Rules.Ignore.Decide(in.FilePath).Matched
	included := sent.Rules.Include == nil || sent.Rules.Include.Decide(in.FilePath).Matched
	if excluded || !included || sent.Visited == 0 {
		return buildcontext.Totals{}
	}
	return growth
}

func describe(in Case, c *choice, l line, number int, before, after *buildcontext.View) Suggestion {
	saves := saving(l.entries, before, after)
	s := Suggestion{
		Pattern: l.pattern, Line: number, Safety: c.Safety, Category: c.Category,
		Helps: saves.helps(c.Candidate, in.Builder), Saves: saves, Totals: eligibleBelow(in.Eligible, l.entries),
		Why: c.Why, Evidence: c.Evidence, Needed: c.Needed, Advice: c.Advice, Entries: l.entries,
	}
	if l.widen != nil {
		s.Widened = l.widen.Text
	}
	return s
}
