package lint

import (
	"slices"

	"github.com/buildctx/buildctx/ignore/diag"
)

// A prover finds out how safe fixes are.
type prover struct {
	*project
	replayed int // entries, to prove fixes
	replays  int
}

// prove finds out how safe cures are: what is sent with them, as a replay tells
// it. Cures that leave one another alone are proven by the same replay (see
// [reach]), so that there are few of those however much is found.
func (p *prover) prove(cures []*cure) {
	var all []*cure
	for _, c := range cures {
		if c.refused = !wellFormed(p.File, c.fix.Edits); c.refused {
			continue
		}
		c.lines = changed(p.File, c.fix.Edits)
		all = append(all, c)
	}
	for n, layer := range layers(all) {
		if n == 0 || p.affords() {
			p.proveLayer(layer)
			continue
		}
		for _, c := range layer {
			c.giveUp()
		}
	}
}

// proveLayer proves cures that change different lines.
func (p *prover) proveLayer(cures []*cure) {
	j, ok := p.join(cures)
	if ok {
		if left, apart := p.sift(j); apart && len(left) < len(cures) {
			j, ok = p.join(left)
		} else {
			ok = apart
		}
	}
	switch {
	case !ok:
		p.proveAlone(cures)
	case !p.seen():
		for _, c := range j.cures {
			c.finish(nil)
		}
	default:
		p.proveTogether(j)
	}
}

// proveTogether proves the cures of a joint with as few replays as will do.
func (p *prover) proveTogether(j *joint) {
	all := p.reaches(j)
	if all == nil {
		p.proveAlone(j.cures)
		return
	}
	together, alone := part(all)
	for len(together) > 0 && p.affords() {
		var b *batch
		b, together = pick(p.Eligible.Tree, together)
		p.proveBatch(b)
	}
	for _, r := range together {
		r.cure.giveUp()
	}
	for _, r := range alone {
		p.proveAlone([]*cure{r.cure})
	}
}

// proveAlone proves cures one by one.
func (p *prover) proveAlone(cures []*cure) {
	for _, c := range cures {
		if !p.affords() {
			c.giveUp()
			continue
		}
		j, ok := p.join([]*cure{c})
		if c.refused = !ok || refusals(j.file.Check(p.Builder)) > refusals(p.checks()); c.refused || !p.seen() {
			c.finish(nil)
		} else {
			p.proveBatch(&batch{cures: []*cure{c}})
		}
	}
}

// proveBatch proves cures that leave one another alone.
func (p *prover) proveBatch(b *batch) {
	j, ok := p.join(b.cures)
	if !ok {
		p.proveAlone(b.cures)
		return
	}
	to := debtors{batch: b, joint: j}
	if len(b.cures) == 1 {
		to.only = b.cures[0]
	}
	t := p.try(j.file, to)
	if !t.judge(b.cures) {
		p.proveAlone(b.cures)
		return
	}
	again := t.doubtful(b.cures)
	for _, c := range b.cures {
		if len(again) == 0 || !t.doubt(c) {
			c.finish(t)
		}
	}
	p.proveHalves(b, again)
}

// proveHalves proves some cures of a batch in two halves, to find those for
// which the build loses something that it needs.
func (p *prover) proveHalves(b *batch, cures []*cure) {
	for half := range slices.Chunk(cures, max(1, (len(cures)+1)/2)) {
		if p.affords() {
			p.proveBatch(b.only(half))
			continue
		}
		for _, c := range half {
			c.giveUp()
		}
	}
}

// finish says whether a cure does what it is for, and what has become of those
// like it. There is no trial where the directory is not known.
func (c *cure) finish(t *trial) {
	if t == nil {
		c.safety = diag.Review
	}
	c.fits = !c.refused && (c.does == nil || t == nil || c.does(t, c.nth, c.safety))
	for _, twin := range c.twins {
		twin.result = c.result
		twin.finish(t)
	}
}

// giveUp leaves a cure without a proof.
func (c *cure) giveUp() {
	c.untried = true
	for _, twin := range c.twins {
		twin.giveUp()
	}
}

// affords reports whether one more replay is not too much: all of a run take
// about as long as it takes to read half a million entries. A rule costs as
// much as five dozen entries.
func (p *prover) affords() bool {
	const most, rule = 20_000_000, 60
	cost := rule * p.File.LineCount()
	if p.seen() {
		cost += p.Eligible.Tree.Len()
	}
	if p.replayed += cost * (1 + len(p.alike())); p.replayed > most {
		return false
	}
	p.replays++
	return true
}
