package lint

import (
	"fmt"
	"slices"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A cure is a fix that is being proven.
type cure struct {
	fix   diag.Fix // its Safety is the most that it may claim
	nth   int      // of those of the finding
	does  func(t *trial, nth int, safety diag.Safety) bool
	goes  *ignore.Rule
	lines []int   // that it changes, from 0
	twins []*cure // of which the same comes
	result
}

// A result is what has become of a cure.
type result struct {
	refused bool        // the builder refuses more with it
	untried bool        // there were too many replays before
	safety  diag.Safety // what was proven
	fits    bool        // it does what it is for
}

// A draft is a finding whose fixes are not proven yet.
type draft struct {
	at    int     // of the finding
	cures []*cure // the first that will do is on offer
	sure  bool    // there is no finding unless it is safe
	help  func(diag.Fix) string
	done  bool
	drop  bool
}

// draft takes note of the fixes of the last finding.
func (p *Pass) draft(f Finding) {
	d := &draft{at: len(p.found) - 1, sure: f.sure, help: f.helps}
	for nth, fix := range f.Fixes {
		d.cures = append(d.cures, &cure{fix: fix, nth: nth, does: f.does, goes: f.goes})
	}
	p.drafts = append(p.drafts, d)
}

// settle proves the fixes of all that was found. Only those that will do are
// left.
func (p *Pass) settle() {
	for turn := 0; ; turn++ {
		var open []*cure
		for _, d := range p.drafts {
			if !d.done && turn < len(d.cures) {
				open = append(open, d.cures[turn])
			}
		}
		if len(open) == 0 {
			break
		}
		p.prover.prove(open)
		for _, d := range p.drafts {
			if !d.done && turn < len(d.cures) {
				p.take(d, d.cures[turn])
			}
		}
	}
	p.drop()
}

// take puts a cure on offer, if it will do.
func (p *Pass) take(d *draft, c *cure) {
	found := &p.found[d.at]
	switch fix := c.fix; {
	case c.untried:
		d.done = true
		found.Help += fmt.Sprintf(" (no fix offered: it could not be verified within %d replays)", p.prover.replays)
	case d.sure && !c.refused && p.seen() && c.safety < diag.Safe:
		d.done, d.drop = true, true
	case !c.refused && c.fits:
		fix.Safety = min(fix.Safety, c.safety)
		d.done, found.Fixes = true, []diag.Fix{fix}
		if d.help != nil {
			found.Help = d.help(fix)
		}
	}
}

// drop leaves out what turned out to be none.
func (p *Pass) drop() {
	dropped := make(map[int]bool)
	for _, d := range p.drafts {
		dropped[d.at] = d.drop
	}
	at := -1
	p.found = slices.DeleteFunc(p.found, func(diag.Diagnostic) bool {
		at++
		return dropped[at]
	})
	p.drafts = nil
}
