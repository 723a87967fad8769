package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// SuggestText shows the proposal as a diff, and below it what each line is
// for.
func SuggestText(w io.Writer, r *analysis.Result, o Options) error {
	out := &errWriter{w: w}
	p := r.Proposal
	if bytes.Equal(p.Before, p.After) {
		fmt.Fprintln(out, Nothing(p))
		list(out, o.bold("why"), p.Notes)
		splits(out, r, o)
		reviews(out, r, o)
		idle(out, r, o)
		return out.err
	}
	change(out, p, o)
	if len(p.Added) > 0 {
		evidence(out, o.bold("why"), p.Added, o)
	}
	saved(out, r)
	removed(out, o.bold("removed"), p.Removed)
	list(out, o.bold("to know"), p.Notes)
	list(out, o.bold("unknown"), p.Proof.Unknowns)
	splits(out, r, o)
	reviews(out, r, o)
	idle(out, r, o)
	fmt.Fprintf(out, "\n  %s takes it\n", o.call(again(p)+" --write"))
	return out.err
}

// saved says what a proposal saves, and that it is proven.
func saved(w io.Writer, r *analysis.Result) {
	p := r.Proposal
	fmt.Fprintf(w, "\n  sent %s → %s, %s → %s, %s\n",
		Size(p.BeforeTotals.Bytes), Size(p.AfterTotals.Bytes),
		Count(p.BeforeTotals.Files), Plural(p.AfterTotals.Files, "file"), proven(r))
}

// Nothing says why there is no proposal.
func Nothing(p *suggest.Proposal) string {
	switch {
	case p.Mode == suggest.Deny:
		return "nothing to propose: what is sent looks needed"
	case len(p.Notes) == 0:
		return "nothing to propose: the ignore file is an allowlist of what is needed"
	}
	return "nothing to propose: no allowlist can be proven"
}

// again is the command that makes a proposal.
func again(p *suggest.Proposal) string {
	if p.Mode == suggest.Allow {
		return "suggest --mode allow"
	}
	return "suggest"
}

// removed prints the lines that go.
func removed(w io.Writer, title string, list []suggest.Suggestion) {
	if len(list) == 0 {
		return
	}
	t := newTable(false, false)
	t.row(title, "")
	for _, s := range list {
		t.row("  "+Name(s.Pattern), Message(s.Why))
	}
	section(w, t)
}

// change prints the unified diff of the ignore file.
func change(w io.Writer, p *suggest.Proposal, o Options) {
	name := Name(p.File)
	for line := range strings.Lines(string(diff.Diff(name, p.Before, name, p.After))) {
		if strings.HasPrefix(line, "diff ") {
			continue
		}
		line = Escape(strings.TrimRight(line, "\r\n"))
		switch {
		case strings.HasPrefix(line, "+"):
			line = o.paint("32", line)
		case strings.HasPrefix(line, "-"):
			line = o.paint("31", line)
		}
		fmt.Fprintln(w, line)
	}
}

// evidence prints what each line is for.
func evidence(w io.Writer, title string, list []suggest.Suggestion, o Options) {
	t := newTable(false, true, true, false)
	t.row(title, o.faint("size"), o.faint("files"), "")
	for _, s := range list {
		t.row("  "+Name(s.Pattern), Size(s.Totals.Bytes), Count(s.Totals.Files), Message(facts(s)))
	}
	section(w, t)
	advice(w, list)
}

// advice prints what a build can be given in the place of what it asks for, each
// way once.
func advice(w io.Writer, list []suggest.Suggestion) {
	var given []string
	for _, s := range list {
		if s.Advice != "" && !slices.Contains(given, s.Advice) {
			given = append(given, s.Advice)
			fmt.Fprintf(w, "\n  instead of %s: %s\n", Name(s.Pattern), s.Advice)
		}
	}
}

// facts are what speaks for a line.
func facts(s suggest.Suggestion) string {
	text := s.Why
	if len(s.Evidence) > 0 {
		text += " (" + strings.Join(s.Evidence, ", ") + ")"
	}
	if len(s.Helps) > 0 {
		text += "; helps " + Helps(s.Helps)
	}
	if s.Line == 0 && s.Needed != "" && s.Advice == "" {
		text += "; keep it if " + s.Needed
	}
	return text
}

func reviews(w io.Writer, r *analysis.Result, o Options) {
	if len(r.Proposal.Review) == 0 {
		return
	}
	evidence(w, o.bold("to decide"), r.Proposal.Review, o)
	fmt.Fprintf(w, "\n  %s takes these too\n", o.call(again(r.Proposal)+" --level review"))
}

// idle prints the lines of the user's that do nothing.
func idle(w io.Writer, r *analysis.Result, o Options) {
	p := r.Proposal
	if len(p.Idle) == 0 || len(p.Removed) == len(p.Idle) {
		return
	}
	t := newTable(true, false, false)
	t.row("", o.bold("does nothing"), "")
	safe := false
	for _, l := range p.Idle {
		safe = safe || l.Safety == diag.Safe
		t.row("  "+fmt.Sprint(l.Line), clip(Name(l.Text)), Message(l.Why))
	}
	section(w, t)
	if call := "suggest --tidy"; safe && len(p.Removed) == 0 {
		fmt.Fprintf(w, "\n  %s leaves out what other lines say\n", o.call(call))
	}
}

// SuggestFile is the proposed ignore file itself.
func SuggestFile(w io.Writer, r *analysis.Result, _ Options) error {
	_, err := io.Copy(w, bytes.NewReader(r.Proposal.After))
	return err
}
