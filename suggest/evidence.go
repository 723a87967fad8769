package suggest

import (
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// byProof judges by what the catalog wants proven and what git knows.
func byProof(p *pass) {
	switch p.name.Proof {
	case catalog.ByName:
		p.sure(p.marker())
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
		p.takeMarked(diag.Review, p.marker(), p.status()...)
	}
}

// payload reports whether a name is that of large contents that some image may
// be made to carry.
func payload(a *catalog.Artefact) bool {
	return a.Proof == catalog.Payload || a.Proof == catalog.Kept
}

// untracked takes what git does not track. What it tracks is shared on purpose
// and small, and left alone.
func (p *pass) untracked() {
	if !p.tracked() {
		p.take(diag.Safe, p.status()...)
	}
}

// sure takes what is what its name says, unless git tracks it.
func (p *pass) sure(marker string) {
	safety := diag.Safe
	if p.tracked() {
		safety = diag.Review
	}
	p.takeMarked(safety, marker, p.status()...)
}

// marked takes what a marker proves, or git's own ignore rules; without
// either it is worth a question if it weighs something.
func (p *pass) marked() {
	marker := p.marker()
	switch {
	case marker != "" || p.ignored():
		p.sure(marker)
	case p.Git != nil && p.tracked():
	case p.weight() >= heavy:
		p.take(diag.Review, p.status()...)
	}
}

// twofold wants two proofs, and asks when it has one for something heavy. What
// git tracks is source.
func (p *pass) twofold() {
	marker := p.marker()
	switch {
	case p.tracked():
	case marker != "" && p.ignored():
		p.takeMarked(diag.Safe, marker, p.status()...)
	case (marker != "" || p.ignored()) && p.weight() >= heavy:
		p.takeMarked(diag.Review, marker, p.status()...)
		// Without a marker it may be anything; litter in it is litter.
		p.found.open = marker == "" && !p.heuristic.generated()
	}
}

// payload takes large contents that git does not track. Where a Dockerfile
// copies the directory that holds them by its name, or names them in a RUN,
// the image may be meant to carry them.
func (p *pass) payload() {
	safety := diag.Safe
	switch {
	case p.tracked():
		safety = diag.Review
	case p.Git == nil && p.weight() < huge:
		safety = diag.Review
	}
	p.carried(safety)
}

// kept takes large contents that git ignores, and asks about others.
func (p *pass) kept() {
	safety := diag.Review
	if p.ignored() {
		safety = diag.Safe
	}
	p.carried(safety)
}

// carried takes an entry that an image may be meant to carry.
func (p *pass) carried(safety diag.Safety) {
	facts := p.status()
	if by := p.needed.takes(p.entry); by != "" {
		safety = diag.Review
		facts = append(facts, by+" takes the directory that holds it")
	}
	if by := p.Handing.Of(p.entry); by != "" {
		safety = diag.Review
		facts = append(facts, by+" takes it")
	}
	if by := p.Handing.Holding(p.entry); by != "" {
		safety = diag.Review
		facts = append(facts, by+" takes the directory that holds it")
	}
	if by := p.Builds.MentionedWithParents(p.entry); by != "" {
		safety = diag.Review
		facts = append(facts, by+" names it")
	}
	if by := p.Builds.ServedBy(p.entry); by != "" {
		safety = diag.Review
		facts = append(facts, by)
	}
	if safety == diag.Safe && len(p.Sharing) > 0 {
		facts = append(facts, "no COPY names it")
	}
	p.take(safety, facts...)
}
