package ledger

import (
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
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

// A Row is what one rule accounts for.
type Row struct {
	// Rule is the rule; its Index is -1 when it is not in force.
	Rule *ignore.Rule
	// Totals counts what it keeps out, or for a negation what it brings back.
	Totals buildcontext.Totals
	// Anchored are paths that are sent although they bear the name that the
	// rule gives, because a rule without "**/" matches only at the root.
	Anchored []uint32
	// AnchoredTotals counts what is sent at and below Anchored.
	AnchoredTotals buildcontext.Totals
}

// A Ledger is the account of all rules. What takes a look at the whole tree is
// worked out when it is first asked for, once; it may be asked from several
// goroutines.
type Ledger struct {
	build      *predict.Prediction
	matches    func() []buildcontext.Totals  // what each rule matches
	shares     func() [][]buildcontext.Share // the same, by who decides about it
	idle       func() [][]buildcontext.Share // of the rules alone that decide about nothing
	exceptions func() *Exceptions
}

// New opens the ledger of a build.
func New(build *predict.Prediction) *Ledger {
	l := &Ledger{build: build}
	l.shares = sync.OnceValue(func() [][]buildcontext.Share { return build.Tree.Shares(build.Every(), nil) })
	l.idle = sync.OnceValue(func() [][]buildcontext.Share { return build.Tree.Shares(build.Every(), l.isIdle) })
	l.matches = sync.OnceValue(l.matched)
	l.exceptions = sync.OnceValue(l.costExceptions)
	return l
}

// Ahead works out what a report will ask, while other work is done that leaves
// a processor idle.
func (l *Ledger) Ahead() {
	go l.exceptions()
	go l.idle()
}

// Rows say what each rule of the ignore file accounts for, in the order of the
// file.
func (l *Ledger) Rows() []Row {
	rules := l.build.Ignore.Rules(l.build.Builder)
	out := make([]Row, 0, len(rules))
	for _, rule := range rules {
		row := Row{Rule: rule}
		if rule.Index >= 0 {
			row.Totals = l.build.Eligible.Usage[rule.Index]
		}
		out = append(out, row)
	}
	l.setAnchored(rules, out)
	return out
}

// Active reports whether the rule decides about at least one entry.
func (r Row) Active() bool { return r.Totals != (buildcontext.Totals{}) }

// State is what has become of a rule. To tell shadowed rules from dead ones
// takes a look at the whole tree, once.
func (l *Ledger) State(row Row) State {
	switch {
	case row.Rule.Err != nil:
		return Invalid
	case row.Active():
		return Active
	case row.Rule.Index >= 0 && !row.Rule.Late && l.matchesOf(row.Rule) != (buildcontext.Totals{}):
		return Shadowed
	}
	return Dead
}

// An Effect is what a rule does alone, and what would be without it.
type Effect struct {
	// Alone counts what the pattern of the rule matches with all that lies
	// below: what the line would keep out if it were the only one.
	Alone buildcontext.Totals
	// Without is what would change if the line were deleted.
	Without buildcontext.Change
	// ShadowedBy are the other rules that decide about what the rule matches.
	ShadowedBy []Shadow
	// Visited is how many entries more the builder's client looks at because of
	// an exception; nil for other rules, and where it is not known.
	Visited *int
}

// MaxTried is how many rules are tried. With more, each of which may matter
// everywhere, it could take for ever.
const MaxTried = 1000

// few reports whether the rules are few enough to be tried.
func (l *Ledger) few() bool { return len(l.build.Ignore.Rules(l.build.Builder)) <= MaxTried }

// Effects tries every rule of [Ledger.Rows]: alone, and left out. It is nil for
// rules that are not in force, and for all of more than [MaxTried].
func (l *Ledger) Effects() []*Effect {
	rules := l.build.Ignore.Rules(l.build.Builder)
	out := make([]*Effect, len(rules))
	if !l.few() {
		return out
	}
	changes, exceptions := l.build.Eligible.WithoutEachRule(l.build.Every()), l.Exceptions()
	for i, rule := range rules {
		if rule.Index < 0 {
			continue
		}
		out[i] = &Effect{Alone: l.matches()[rule.Index], Without: changes[rule.Index], ShadowedBy: l.ShadowedBy(rule)}
		if rule.Negated && exceptions != nil {
			out[i].Visited = &exceptions.each[rule.Index]
		}
	}
	return out
}

// setAnchored finds what is sent although a rule without a slash has its
// name. In an ignore file of git such a rule would hold at any depth.
func (l *Ledger) setAnchored(rules []*ignore.Rule, rows []Row) {
	anchored := Anchored(rules, l.build.Eligible)
	if len(anchored) == 0 {
		return
	}
	sums := l.build.Eligible.Sums()
	for k := range rows {
		row := &rows[k]
		row.Anchored = anchored[row.Rule]
		for _, i := range row.Anchored {
			row.AnchoredTotals.Add(buildcontext.Totals{Files: int(sums.At(i).Files), Bytes: sums.At(i).Bytes})
		}
	}
}
