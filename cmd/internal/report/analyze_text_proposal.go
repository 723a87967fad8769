package report

import (
	"fmt"
	"io"
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
