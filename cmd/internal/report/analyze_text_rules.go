package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/ignore"
)

// shownRules is how many rules the report shows at most.
const shownRules = 12

// rules prints what the rules account for: those that call for a look first
// of all, then the ones that keep out most, in the order of the file.
func rules(w io.Writer, r *analysis.Result, o Options) {
	l := r.Ledger
	rows := l.Rows()
	if len(rows) == 0 {
		return
	}
	shown := choose(l, rows)
	t := newTable(true, false, true, true, false)
	t.row("", o.bold("rules"), o.faint("size"), o.faint("files"), "")
	for _, c := range shown {
		note := ruleNote(r, c)
		cost := costNote(l, c.Rule)
		if cost != "" {
			note = strings.TrimPrefix(note+"; "+cost, "; ")
		}
		if c.Rule.Err != nil || wasted(r, c) || cost != "" {
			note = o.warn("! ") + note
		}
		t.row("  "+fmt.Sprint(c.Rule.Line), clip(Name(c.Rule.Text)), Size(c.Totals.Bytes), Count(c.Totals.Files), note)
	}
	section(w, t)
	if more := len(rows) - len(shown); more > 0 {
		fmt.Fprintf(w, "    …%s more\n", Count(more))
	}
}

// wasted reports whether some of what is sent although it has the name that a
// rule gives should not be sent.
func wasted(r *analysis.Result, c ledger.Row) bool {
	return slices.ContainsFunc(c.Anchored, func(i uint32) bool { return r.ByEntry.Holds(r.Tree, i) })
}

// choose picks the rules to show.
func choose(l *ledger.Ledger, rows []ledger.Row) []ledger.Row {
	if len(rows) <= shownRules {
		return rows
	}
	rank := func(c ledger.Row) int {
		switch {
		case c.Rule.Err != nil:
			return 0
		case len(c.Anchored) > 0, costNote(l, c.Rule) != "":
			return 1
		case c.Active():
			return 2
		}
		return 3
	}
	chosen := slices.Clone(rows)
	slices.SortStableFunc(chosen, func(a, b ledger.Row) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.AnchoredTotals.Bytes, a.AnchoredTotals.Bytes), cmp.Compare(b.Totals.Bytes, a.Totals.Bytes))
	})
	chosen = chosen[:shownRules]
	slices.SortStableFunc(chosen, func(a, b ledger.Row) int { return cmp.Compare(a.Rule.Line, b.Rule.Line) })
	return chosen
}

// ruleNote says what is to be known of a rule.
func ruleNote(r *analysis.Result, c ledger.Row) string {
	switch {
	case c.Rule.Err != nil:
		return "refused: " + Message(c.Rule.Err.Error())
	case len(c.Anchored) == 1:
		return fmt.Sprintf("speaks of the root alone; %s is sent, %s", Name(r.Tree.Path(c.Anchored[0])), Size(c.AnchoredTotals.Bytes))
	case len(c.Anchored) > 1:
		return fmt.Sprintf("speaks of the root alone; %s and %s more are sent, %s",
			Name(r.Tree.Path(c.Anchored[0])), Count(len(c.Anchored)-1), Size(c.AnchoredTotals.Bytes))
	case c.Active() && c.Rule.Negated:
		return "brought back"
	case c.Active():
		return ""
	case r.Ledger.State(c) == ledger.Dead:
		return "matches nothing here"
	}
	return shadowed(r.Ledger, c.Rule)
}

// shadowed says why a rule does nothing that matches something.
func shadowed(l *ledger.Ledger, rule *ignore.Rule) string {
	shades := l.ShadowedBy(rule)
	same := slices.IndexFunc(shades, func(s ledger.Shadow) bool { return s.Same })
	switch undecided := l.Undecided(rule); {
	case same >= 0:
		return "the same as " + lineOf(shades[same].Rule)
	case rule.Negated && len(shades) == 0:
		return "brings nothing back"
	case rule.Negated && undecided.Files+undecided.Dirs > 0:
		return "brings nothing back; " + decide(shades) + " about what is excluded of it"
	case rule.Negated:
		return "brings nothing back; " + decide(shades) + " about all that it matches"
	case len(shades) == 0:
		return "other rules decide about all that it matches"
	}
	return decide(shades) + " about all that it matches"
}

// decide names the rule that decides about most, and says how many more there
// are.
func decide(shades []ledger.Shadow) string {
	first := shades[0].Rule
	name := fmt.Sprintf("%s (%s)", lineOf(first), clip(Name(first.Text)))
	if more := len(shades) - 1; more > 0 {
		return fmt.Sprintf("%s and %s more decide", name, Count(more))
	}
	return name + " decides"
}

// lineOf is where a rule stands.
func lineOf(rule *ignore.Rule) string {
	if rule.Line == 0 {
		return "a line that the builder adds"
	}
	return fmt.Sprintf("line %d", rule.Line)
}

// costNote says what an exception costs, where that is worth a thought; else it
// is empty.
func costNote(l *ledger.Ledger, rule *ignore.Rule) string {
	if !rule.Negated || rule.Index < 0 {
		return ""
	}
	e := l.Exceptions()
	if e == nil {
		return ""
	}
	all := e.Everywhere
	switch {
	case !slices.Contains(all.Rules, rule) || !l.Considerable(all):
		if own := e.Of(rule); l.Considerable(own) {
			return looks(own.Visited)
		}
		return ""
	case len(all.Rules) == 1:
		return looks(all.Visited) + instead(e.Literal, "it")
	case rule != all.Rules[0]:
		return fmt.Sprintf("has the builder look everywhere, as line %d does", all.Rules[0].Line)
	}
	others := linesOf(all.Rules[1:])
	return "with " + lines(others) + " " + looks(all.Visited) + instead(e.Literal, "them")
}

// looks says how much more is looked at.
func looks(entries int) string {
	return fmt.Sprintf("makes the builder look at %s more", Plural(entries, "entry", "entries"))
}

// instead says what does the same at no such price.
func instead(literal []string, what string) string {
	switch {
	case literal == nil:
		return ""
	case len(literal) == 0:
		return "; the same is sent without " + what
	case len(literal) == 1:
		return "; " + clip(Name(literal[0])) + " would not"
	}
	return fmt.Sprintf("; %d literal lines would not", len(literal))
}

// lines is a list of line numbers, of which the first few are named.
func lines(numbers []int) string {
	const most = 3
	if len(numbers) == 1 {
		return fmt.Sprintf("line %d", numbers[0])
	}
	var named []string
	for _, n := range numbers[:min(most, len(numbers)-1)] {
		named = append(named, fmt.Sprint(n))
	}
	last := fmt.Sprint(numbers[len(numbers)-1])
	if more := len(numbers) - len(named); more > 1 {
		last = fmt.Sprintf("%d more", more)
	}
	return "lines " + strings.Join(named, ", ") + " and " + last
}
