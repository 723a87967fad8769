package analysis

import (
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/lint"
)

// State is what has become of a rule.
type State string

// The states of a rule.
const (
	// Active rules decide about at least one entry.
	Active State = "active"
	// Shadowed rules match something, but other rules decide about it.
	Shadowed State = "shadowed"
	// Dead rules match nothing here.
	Dead State = "dead"
	// Invalid rules are refused by the builder.
	Invalid State = "invalid"
)

// A Charge is what one rule accounts for.
type Charge struct {
	// Rule is the rule; its Index is -1 when it is not in force.
	Rule *ignore.Rule
	// Totals counts what it keeps out, or for a negation what it brings back.
	Totals buildcontext.Totals
	// Anchored are paths that are sent although they bear the name that the
	// rule gives, because a rule without "**/" speaks of the root alone.
	Anchored []uint32
	// AnchoredTotals counts what is sent at and below Anchored.
	AnchoredTotals buildcontext.Totals
	// Wasted says that some of it should not be sent.
	Wasted bool
}

// Ledger says what each rule of the ignore file accounts for.
func (r *Result) Ledger() []Charge {
	rules := r.Ignore.Rules(r.Request.Builder)
	out := make([]Charge, 0, len(rules))
	for _, rule := range rules {
		c := Charge{Rule: rule}
		if rule.Index >= 0 {
			c.Totals = r.Eligible.Usage[rule.Index]
		}
		out = append(out, c)
	}
	r.findAnchored(out)
	return out
}

// Active reports whether the rule decides about at least one entry.
func (c Charge) Active() bool { return c.Totals != (buildcontext.Totals{}) }

// State is what has become of a rule. To tell shadowed rules from dead ones takes
// a look at the whole tree, once.
func (r *Result) State(c Charge) State {
	switch {
	case c.Rule.Err != nil:
		return Invalid
	case c.Active():
		return Active
	case c.Rule.Index >= 0 && !c.Rule.Late && r.matchesOf(c.Rule) != (buildcontext.Totals{}):
		return Shadowed
	}
	return Dead
}

// try makes what is needed to try the rules one by one, once it is asked for.
func (r *Result) try() {
	r.shares = sync.OnceValue(func() [][]buildcontext.Share { return r.Tree.Shares(r.Every(), nil) })
	r.idle = sync.OnceValue(func() [][]buildcontext.Share { return r.Tree.Shares(r.Every(), r.isIdle) })
	r.matches = sync.OnceValue(r.matched)
	r.exceptions = sync.OnceValue(r.priceExceptions)
}

// tryAhead works out what a report will ask about the rules, while other work is
// done that leaves a processor idle.
func (r *Result) tryAhead() {
	ahead := *r
	r.exceptions = sync.OnceValue(ahead.priceExceptions)
	go r.exceptions()
	go r.idle()
}

// A Trial is what a rule does alone, and what would be without it.
type Trial struct {
	// Alone counts what the pattern of the rule matches with all that lies
	// below: what the line would keep out if it were the only one.
	Alone buildcontext.Totals
	// Without is what would change if the line were deleted.
	Without buildcontext.Change
	// ShadowedBy are the other rules that decide about what the rule matches.
	ShadowedBy []Shade
	// Visited is how many entries more the builder's client looks at because of
	// an exception; nil for other rules, and where it is not known.
	Visited *int
}

// MaxTrials is how many rules are tried. With more, each of which may matter
// everywhere, it could take for ever.
const MaxTrials = 1000

// few reports whether the rules are few enough to be tried.
func (r *Result) few() bool { return len(r.Ignore.Rules(r.Request.Builder)) <= MaxTrials }

// Trials tries every rule of [Result.Ledger]: alone, and left out. It is nil for
// rules that are not in force, and for all of more than [MaxTrials].
func (r *Result) Trials() []*Trial {
	rules := r.Ignore.Rules(r.Request.Builder)
	out := make([]*Trial, len(rules))
	if !r.few() {
		return out
	}
	changes, exceptions := r.Eligible.Without(r.Every()), r.Exceptions()
	for i, rule := range rules {
		if rule.Index < 0 {
			continue
		}
		out[i] = &Trial{Alone: r.matches()[rule.Index], Without: changes[rule.Index], ShadowedBy: r.ShadowedBy(rule)}
		if rule.Negated && exceptions != nil {
			out[i].Visited = &exceptions.each[rule.Index]
		}
	}
	return out
}

// findAnchored finds what is sent although a rule without a slash has its
// name. In an ignore file of git such a rule would hold at any depth.
func (r *Result) findAnchored(ledger []Charge) {
	anchored := lint.Anchored(r.Ignore.Rules(r.Request.Builder), r.Eligible)
	if len(anchored) == 0 {
		return
	}
	sums, wasted := r.Eligible.Sums(), r.candidateEntries()
	for k := range ledger {
		c := &ledger[k]
		c.Anchored = anchored[c.Rule]
		for _, i := range c.Anchored {
			c.Wasted = c.Wasted || wasted.in(r.Tree, i)
			c.AnchoredTotals.Add(buildcontext.Totals{Files: int(sums.At(i).Files), Bytes: sums.At(i).Bytes})
		}
	}
}
