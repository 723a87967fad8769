package ledger

import (
	"cmp"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// A Shadow is what one rule decides about of what another rule matches.
type Shadow struct {
	// Rule is the one that decides; its Line is 0 when the builder adds it.
	Rule *ignore.Rule
	// Same says that both are the same: as good as one line, twice.
	Same bool
	// Totals counts what it decides about, as it lies on disk.
	Totals buildcontext.Totals
}

// ShadowedBy are the other rules that decide about what a rule in force
// matches, the heaviest first. It is nil with more than [MaxTried] rules.
func (l *Ledger) ShadowedBy(rule *ignore.Rule) []Shadow {
	if rule.Index < 0 || !l.few() {
		return nil
	}
	out := []Shadow{}
	for _, share := range l.sharesOf(rule) {
		if share.By < 0 || share.By == rule.Index {
			continue
		}
		by := l.build.Rules.Rules()[share.By]
		out = append(out, Shadow{Rule: by, Same: by.Pattern == rule.Pattern && by.Negated == rule.Negated, Totals: share.Totals})
	}
	slices.SortStableFunc(out, func(a, b Shadow) int {
		return cmp.Or(
			cmp.Compare(b.Totals.Bytes, a.Totals.Bytes), cmp.Compare(b.Totals.Files, a.Totals.Files), cmp.Compare(b.Totals.Dirs, a.Totals.Dirs),
		)
	})
	return out
}

// Undecided counts what a rule in force matches and no rule decides about. It
// is empty for all but exceptions.
func (l *Ledger) Undecided(rule *ignore.Rule) (none buildcontext.Totals) {
	if rule.Index >= 0 && l.few() {
		for _, share := range l.sharesOf(rule) {
			if share.By < 0 {
				return share.Totals
			}
		}
	}
	return none
}

// isIdle reports whether a rule decides about nothing.
func (l *Ledger) isIdle(rule *ignore.Rule) bool {
	return rule.Index >= 0 && l.build.Eligible.Usage[rule.Index] == (buildcontext.Totals{})
}

// sharesOf divides what a rule matches. A look at the idle rules alone is
// quick, and enough for a report that is not about each of them.
func (l *Ledger) sharesOf(rule *ignore.Rule) []buildcontext.Share {
	if l.isIdle(rule) {
		return l.idle()[rule.Index]
	}
	return l.shares()[rule.Index]
}

// matchesOf counts what a rule in force matches.
func (l *Ledger) matchesOf(rule *ignore.Rule) (all buildcontext.Totals) {
	if !l.few() {
		return l.matches()[rule.Index]
	}
	for _, share := range l.sharesOf(rule) {
		all.Add(share.Totals)
	}
	return all
}

// matched counts what each rule matches.
func (l *Ledger) matched() []buildcontext.Totals {
	if !l.few() {
		return l.build.Tree.Matches(l.build.Every()) // there may be more shares than can be kept
	}
	out := make([]buildcontext.Totals, len(l.build.Rules.Rules()))
	for n, shares := range l.shares() {
		for _, share := range shares {
			out[n].Add(share.Totals)
		}
	}
	return out
}
