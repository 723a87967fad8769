package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/suggest"
)

// proposal says what the proposal would save and how to take it.
func proposal(w io.Writer, r *analysis.Result, o Options) {
	p := r.Proposal
	if p == nil {
		return
	}
	fmt.Fprintln(w)
	switch {
	case len(p.Added) > 0:
		fmt.Fprintf(w, "  %s: %s, sent %s → %s, %s\n", o.bold("proposal"), Plural(len(p.Added), "line")+" changed",
			Size(p.BeforeTotals.Bytes), Size(p.AfterTotals.Bytes), verified(r))
		fmt.Fprintf(w, "    %-36s shows it\n", o.call("suggest"))
		if r.Unproven == "" {
			fmt.Fprintf(w, "    %-36s takes it\n", o.call("suggest --write"))
		}
	case len(p.Review) > 0:
		fmt.Fprintf(w, "  %s: nothing safe; %s to decide: %s\n", o.bold("proposal"), Plural(len(p.Review), "line"), o.call("suggest --level review"))
		return
	default:
		fmt.Fprintf(w, "  %s: nothing; %s\n", o.bold("proposal"), nothingFound(r))
	}
	if n := len(p.Review); n > 0 {
		fmt.Fprintf(w, "    %s more to decide: %s\n", Plural(n, "line"), o.call("suggest --level review"))
	}
}

// verified says what the replay of a proposal has shown. Lines that a person
// decides on are counted apart: that the sources of every COPY are still sent
// says nothing of what programs read at run time.
func verified(r *analysis.Result) string {
	switch sure, decided := counted(r.Proposal); {
	case r.Unverified != "":
		return "not verified"
	case len(r.Dockerfiles) == 0:
		return "not verified: no Dockerfile found"
	case decided == 0:
		return "verified: " + stillSent(r)
	case sure == 0:
		return fmt.Sprintf("%s your decision: %s, what programs read at run time is not checked",
			Plural(decided, "line is", "lines are"), stillSent(r))
	default:
		return fmt.Sprintf("%s verified; %s %s your decision: %s, what programs read at run time is not checked",
			Plural(sure, "line"), Count(decided), verb(decided), stillSent(r))
	}
}

// verifiedBriefly is the same where it was said before what is verified.
func verifiedBriefly(r *analysis.Result) string {
	if _, decided := counted(r.Proposal); decided > 0 || r.Unverified != "" || r.Dockerfile == "" && r.Proposal.Mode == suggest.Deny {
		return verified(r)
	}
	return "verified"
}

// counted counts the lines of a proposal that change: those that are safe, and
// those that a person decides on.
func counted(p *suggest.Proposal) (sure, decided int) {
	s, d := bySafety(slices.Concat(p.Added, p.Removed))
	return len(s), len(d)
}

// stillSent says what the replay looked at.
func stillSent(r *analysis.Result) string {
	names := r.Dockerfiles
	text := "every COPY source in " + Name(names[0])
	if more := len(names) - 1; more > 0 {
		text += fmt.Sprintf(" and %s more", Count(more))
	}
	return text + " is still sent"
}

func verb(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// Helps joins what a suggestion helps. The walk has a figure of its own, and so
// has the transfer where less is sent than the ignore file lets through.
func Helps(s suggest.Suggestion) string {
	var out []string
	for _, h := range s.Helps {
		text := string(h)
		switch {
		case h == suggest.HelpWalk:
			text += " (" + Plural(s.Saves.Entries, "entry", "entries") + ")"
		case h == suggest.HelpTransfer && s.Saves.Sent.Files < s.Totals.Files:
			text += " (" + Size(s.Saves.Sent.Bytes) + ", " + Plural(s.Saves.Sent.Files, "file") + ")"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}
