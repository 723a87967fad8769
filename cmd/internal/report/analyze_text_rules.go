package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/needs"
)

// rules prints what the rules account for: those that call for a look first
// of all, then the ones that keep out most, in the order of the file.
func rules(w io.Writer, r *analysis.Result, o Options) {
	ledger := r.Ledger()
	if len(ledger) == 0 {
		return
	}
	shown := choose(r, ledger)
	t := newTable(true, false, true, true, false)
	t.row("", o.bold("rules"), o.faint("size"), o.faint("files"), "")
	for _, c := range shown {
		note := remark(r, c)
		cost := price(r, c.Rule)
		if cost != "" {
			note = strings.TrimPrefix(note+"; "+cost, "; ")
		}
		if c.Rule.Err != nil || c.Wasted || cost != "" {
			note = o.warn("! ") + note
		}
		t.row("  "+fmt.Sprint(c.Rule.Line), clip(Name(c.Rule.Text)), Size(c.Totals.Bytes), Count(c.Totals.Files), note)
	}
	section(w, t)
	if more := len(ledger) - len(shown); more > 0 {
		fmt.Fprintf(w, "    …%s more\n", Count(more))
	}
}

// choose picks the rules to show.
func choose(r *analysis.Result, ledger []analysis.Charge) []analysis.Charge {
	if len(ledger) <= shownRules {
		return ledger
	}
	rank := func(c analysis.Charge) int {
		switch {
		case c.Rule.Err != nil:
			return 0
		case len(c.Anchored) > 0, price(r, c.Rule) != "":
			return 1
		case c.Active():
			return 2
		}
		return 3
	}
	chosen := slices.Clone(ledger)
	slices.SortStableFunc(chosen, func(a, b analysis.Charge) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.AnchoredTotals.Bytes, a.AnchoredTotals.Bytes), cmp.Compare(b.Totals.Bytes, a.Totals.Bytes))
	})
	chosen = chosen[:shownRules]
	slices.SortStableFunc(chosen, func(a, b analysis.Charge) int { return cmp.Compare(a.Rule.Line, b.Rule.Line) })
	return chosen
}

// remark says what is to be known of a rule.
func remark(r *analysis.Result, c analysis.Charge) string {
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
	case r.State(c) == analysis.Dead:
		return "matches nothing here"
	}
	return shadowed(r, c.Rule)
}

// clip shortens a rule that nobody could read.
func clip(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// shorten cuts a path in the middle that would break the table.
func shorten(path string) string {
	const most, tail = 90, 50
	runes := []rune(path)
	if len(runes) <= most {
		return path
	}
	return string(runes[:most-tail-1]) + "…" + string(runes[len(runes)-tail:])
}

// copies prints what each source of the Dockerfile takes.
func copies(w io.Writer, r *analysis.Result, o Options) {
	if len(r.Copies) == 0 {
		return
	}
	shown := r.Copies
	if len(shown) > shownCopies {
		shown = shown[:shownCopies]
	}
	t := newTable(false, false, true, true, false)
	t.row(o.bold("copies"), "", o.faint("size"), o.faint("files"), "")
	for _, c := range shown {
		taken := r.Taken(c)
		t.row("  "+Name(r.Dockerfile)+fmt.Sprintf(":%d", c.Line), clip(Name(source(c.Source))),
			Size(taken.Bytes), Count(taken.Files), Message(copyNote(c.Source)))
	}
	section(w, t)
	if more := len(r.Copies) - len(shown); more > 0 {
		fmt.Fprintf(w, "    …%s more\n", Count(more))
	}
}

// source is a source as the user would name it.
func source(s *needs.Source) string {
	if s.Pattern != "" {
		return s.Pattern
	}
	if s.Whole {
		return "."
	}
	return s.Path
}

func copyNote(s *needs.Source) string {
	switch {
	case s.Unknown != "":
		return "unknown: " + s.Unknown
	case s.Passive && s.Whole:
		return s.Instruction + " asks for the whole build context"
	case s.Mount:
		return "mount"
	case s.Whole && s.Pattern != "." && s.Pattern != "./" && s.Pattern != "/":
		return "the whole build context"
	}
	return ""
}
