package analysis

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
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

// A Charge is what one rule accounts for.
type Charge struct {
	// Rule is the rule; its Index is -1 when it is not in force.
	Rule *ignore.Rule
	// Totals counts what it keeps out, or for a negation what it brings back.
	Totals buildcontext.Totals
	// State is what has become of it.
	State State
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
	var out []Charge
	for _, rule := range r.File.Rules(r.Request.Builder) {
		c := Charge{Rule: rule, State: Dead}
		switch {
		case rule.Err != nil:
			c.State = Invalid
		case rule.Index >= 0:
			c.Totals = r.Eligible.Usage[rule.Index]
			if c.Totals != (buildcontext.Totals{}) {
				c.State = Active
			}
		}
		out = append(out, c)
	}
	r.findShadowed(out)
	r.findAnchored(out)
	return out
}

// findShadowed tells the rules without effect that match something from those
// that match nothing.
func (r *Result) findShadowed(ledger []Charge) {
	for i, c := range ledger {
		if r.idle(c.Rule) && r.touched()(c.Rule) {
			ledger[i].State = Shadowed
		}
	}
}

// idle reports whether a rule that is in force decides about nothing.
func (r *Result) idle(rule *ignore.Rule) bool {
	return rule.Index >= 0 && !rule.Late && r.Eligible.Usage[rule.Index] == (buildcontext.Totals{})
}

// touching finds out which rules would match anything if each were the only
// one. It looks at the whole tree.
func (r *Result) touching() func(*ignore.Rule) bool {
	if r.Request.Builder == ignore.Buildah {
		return r.touchedAlone
	}
	return r.touchedTogether()
}

// touchedTogether tells in one walk which rules would match anything if each
// were the only one. The matcher drops rules that cannot change the outcome
// of those beside them, so a negation of nothing is put between every two.
func (r *Result) touchedTogether() func(*ignore.Rule) bool {
	var patterns []string
	at := make(map[string]int)
	for _, rule := range r.File.Rules(r.Request.Builder) {
		if _, known := at[rule.Pattern]; !known && rule.Index >= 0 && !rule.Late {
			at[rule.Pattern] = len(patterns)
			patterns = append(patterns, positive(rule), "!no file has this name")
		}
	}
	m, err := ignore.Compile(r.Request.Builder, patterns)
	if err != nil || len(m.Rules()) != len(patterns) {
		return r.touchedAlone
	}
	touched := r.Tree.Touched(m)
	return func(rule *ignore.Rule) bool { return touched[at[rule.Pattern]] }
}

// touchedAlone reports whether a rule would match anything if it were the only
// one. For Buildah the last match wins, and its matcher forgets rules that a
// later one overrules for good.
func (r *Result) touchedAlone(rule *ignore.Rule) bool {
	m, err := ignore.Compile(r.Request.Builder, []string{positive(rule)})
	return err == nil && slices.Contains(r.Tree.Touched(m), true)
}

// positive is the pattern of a rule as an element of a list.
func positive(rule *ignore.Rule) string {
	if strings.HasPrefix(rule.Pattern, "!") { // of "!!name"
		return `\` + rule.Pattern
	}
	return rule.Pattern
}

// findAnchored finds what is sent although a rule without a slash has its
// name. In an ignore file of git such a rule would hold at any depth.
func (r *Result) findAnchored(ledger []Charge) {
	literal := make(map[string]*Charge)
	var globs []*Charge
	for i := range ledger {
		c := &ledger[i]
		name := c.Rule.Pattern
		switch {
		case c.State == Invalid || c.Rule.Index < 0 || !speaksOfRootAlone(c.Rule):
		case strings.ContainsAny(name, `*?[\`):
			globs = append(globs, c)
		default:
			literal[name] = c
		}
	}
	if len(literal)+len(globs) == 0 {
		return
	}
	sums := r.Eligible.Sums()
	t := r.Tree
	wasted := r.candidateEntries()
	for i := uint32(1); i < uint32(t.Len()); {
		if sums.At(i).Files == 0 {
			i = t.End(i)
			continue
		}
		c := anchored(t.Name(i), literal, globs)
		if c == nil || t.Parent(i) == 0 {
			i++
			continue
		}
		c.Anchored = append(c.Anchored, i)
		c.Wasted = c.Wasted || wasted.in(t, i)
		c.AnchoredTotals.Add(buildcontext.Totals{Files: int(sums.At(i).Files), Bytes: sums.At(i).Bytes})
		i = t.End(i)
	}
}

// speaksOfRootAlone reports whether a rule gives a name without a directory,
// which git would look for at any depth. A slash or a dot in front shows that
// the root is meant.
func speaksOfRootAlone(rule *ignore.Rule) bool {
	switch name := rule.Pattern; {
	case rule.Negated, strings.HasPrefix(rule.Text, "/"), strings.HasPrefix(rule.Text, "./"), name == "", name == ".", name == "..", name == "*":
		return false
	default:
		return !strings.Contains(name, "/") && !strings.Contains(name, "**")
	}
}

func anchored(name string, literal map[string]*Charge, globs []*Charge) *Charge {
	if c := literal[name]; c != nil {
		return c
	}
	for _, c := range globs {
		if ok, err := path.Match(c.Rule.Pattern, name); ok && err == nil {
			return c
		}
	}
	return nil
}
