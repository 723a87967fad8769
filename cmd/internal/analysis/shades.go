package analysis

import (
	"cmp"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// A Shade is what one rule decides about of what another rule matches.
type Shade struct {
	// Rule is the one that decides; its Line is 0 when the builder adds it.
	Rule *ignore.Rule
	// Same says that both are the same: as good as one line, twice.
	Same bool
	// Totals counts what it decides about, as it lies on disk.
	Totals buildcontext.Totals
}

// ShadowedBy are the other rules that decide about what a rule in force matches,
// the heaviest first. It is nil with more than [MaxTrials] rules.
func (r *Result) ShadowedBy(rule *ignore.Rule) []Shade {
	if rule.Index < 0 || !r.few() {
		return nil
	}
	out := []Shade{}
	for _, share := range r.sharesOf(rule) {
		if share.By < 0 || share.By == rule.Index {
			continue
		}
		by := r.Rules.Rules()[share.By]
		out = append(out, Shade{Rule: by, Same: by.Pattern == rule.Pattern && by.Negated == rule.Negated, Totals: share.Totals})
	}
	slices.SortStableFunc(out, func(a, b Shade) int {
		return cmp.Or(
			cmp.Compare(b.Totals.Bytes, a.Totals.Bytes), cmp.Compare(b.Totals.Files, a.Totals.Files), cmp.Compare(b.Totals.Dirs, a.Totals.Dirs),
		)
	})
	return out
}

// Undecided counts what a rule in force matches and no rule decides about. It is
// empty for all but exceptions.
func (r *Result) Undecided(rule *ignore.Rule) (none buildcontext.Totals) {
	if rule.Index >= 0 && r.few() {
		for _, share := range r.sharesOf(rule) {
			if share.By < 0 {
				return share.Totals
			}
		}
	}
	return none
}

// isIdle reports whether a rule decides about nothing.
func (r *Result) isIdle(rule *ignore.Rule) bool {
	return rule.Index >= 0 && r.Eligible.Usage[rule.Index] == (buildcontext.Totals{})
}

// sharesOf divides what a rule matches. A look at the idle rules alone is quick,
// and enough for a report that is not about each of them.
func (r *Result) sharesOf(rule *ignore.Rule) []buildcontext.Share {
	if r.isIdle(rule) {
		return r.idle()[rule.Index]
	}
	return r.shares()[rule.Index]
}

// matchesOf counts what a rule in force matches.
func (r *Result) matchesOf(rule *ignore.Rule) (all buildcontext.Totals) {
	if !r.few() {
		return r.matches()[rule.Index]
	}
	for _, share := range r.sharesOf(rule) {
		all.Add(share.Totals)
	}
	return all
}

// matched counts what each rule matches.
func (r *Result) matched() []buildcontext.Totals {
	if !r.few() {
		return r.Tree.Matches(r.Every()) // there may be more shares than can be kept
	}
	out := make([]buildcontext.Totals, len(r.Rules.Rules()))
	for n, shares := range r.shares() {
		for _, share := range shares {
			out[n].Add(share.Totals)
		}
	}
	return out
}
