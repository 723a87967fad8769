package suggest

import (
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// byProof judges by what the catalog wants proven and what git knows.
func byProof(p *Pass) {
	switch p.Name.Proof {
	case catalog.ByName:
		p.sure(p.Marker())
	case catalog.ByMarker:
		p.marked()
	case catalog.ByBoth:
		p.twofold()
	case catalog.Untracked:
		p.untracked()
	case catalog.Payload:
		p.payload()
	case catalog.Kept:
		p.kept()
	case catalog.Ask:
		p.Take(diag.Review, evidence(p.Marker(), p.Status()...)...)
	}
}

// payload reports whether a name is that of large contents that some image may
// be made to carry.
func payload(a *catalog.Artefact) bool {
	return a.Proof == catalog.Payload || a.Proof == catalog.Kept
}

// untracked takes what git does not track. What it tracks is shared on purpose
// and small, and left alone.
func (p *Pass) untracked() {
	if !p.Tracked() {
		p.Take(diag.Safe, p.Status()...)
	}
}

// sure takes what is what its name says, unless git tracks it.
func (p *Pass) sure(marker string) {
	safety := diag.Safe
	if p.Tracked() {
		safety = diag.Review
	}
	p.Take(safety, evidence(marker, p.Status()...)...)
}

// marked takes what a marker proves, or git's own ignore rules; without
// either it is worth a question if it weighs something.
func (p *Pass) marked() {
	marker := p.Marker()
	switch {
	case marker != "" || p.Ignored():
		p.sure(marker)
	case p.Git != nil && p.Tracked():
	case p.Weight() >= heavy:
		p.Take(diag.Review, p.Status()...)
	}
}

// twofold wants two proofs, and asks when it has one for something heavy. What
// git tracks is source.
func (p *Pass) twofold() {
	marker := p.Marker()
	switch {
	case p.Tracked():
	case marker != "" && p.Ignored():
		p.Take(diag.Safe, evidence(marker, p.Status()...)...)
	case (marker != "" || p.Ignored()) && p.Weight() >= heavy:
		p.Take(diag.Review, evidence(marker, p.Status()...)...)
		// Without a marker it may be anything; litter in it is litter.
		p.found.open = marker == "" && !p.heuristic.again
	}
}

// payload takes large contents that git does not track. Where a Dockerfile
// copies the directory that holds them by its name, or names them in a RUN,
// the image may be meant to carry them.
func (p *Pass) payload() {
	safety := diag.Safe
	switch {
	case p.Tracked():
		safety = diag.Review
	case p.Git == nil && p.Weight() < huge:
		safety = diag.Review
	}
	p.carried(safety)
}

// kept takes large contents that git ignores, and asks about others.
func (p *Pass) kept() {
	safety := diag.Review
	if p.Ignored() {
		safety = diag.Safe
	}
	p.carried(safety)
}

// carried takes an entry that an image may be meant to carry.
func (p *Pass) carried(safety diag.Safety) {
	facts := p.Status()
	if by := p.needed.takes(p.Entry); by != "" {
		safety = diag.Review
		facts = append(facts, by+" takes the directory that holds it")
	}
	if by := p.runs.Holds(p.Entry); by != "" {
		safety = diag.Review
		facts = append(facts, by+" names it")
	}
	if by := p.runs.PackedIn(p.Entry); by != "" {
		safety = diag.Review
		facts = append(facts, by)
	}
	if safety == diag.Safe && len(p.Needs) > 0 {
		facts = append(facts, "no COPY names it")
	}
	p.Take(safety, facts...)
}

// evidence joins facts, leaving out what is empty.
func evidence(first string, more ...string) []string {
	if first == "" {
		return more
	}
	return append([]string{first}, more...)
}
