package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// Question shows one line of a proposal to somebody who is to decide about it:
// the number-th of so many.
func Question(w io.Writer, r *analysis.Result, s suggest.Suggestion, number, of int, o Options) {
	const samples = 3
	line := "+" + Name(s.Pattern)
	if s.Widened != "" {
		line = "-" + Name(s.Widened) + " " + line
	}
	fmt.Fprintf(w, "\n%s  %s", o.faint(fmt.Sprintf("%d of %d", number, of)), o.paint("32", line))
	if s.Safety < diag.Safe {
		fmt.Fprintf(w, "  %s", o.warn("look at it first"))
	}
	fmt.Fprintf(w, "\n  %s, %s, %s\n", Size(s.Totals.Bytes), Plural(s.Totals.Files, "file"), s.Category)
	fmt.Fprintf(w, "  %s\n", Message(facts(s)))
	Files(w, r, s, samples)
}

// Files lists what a line keeps out that is sent today, up to limit files.
func Files(w io.Writer, r *analysis.Result, s suggest.Suggestion, limit int) {
	shown := 0
	for _, top := range s.Entries {
		for i := top; i < r.Tree.End(top); i++ {
			if r.Tree.IsDir(i) || !r.Eligible.Sent(i) {
				continue
			}
			if shown++; shown <= limit {
				fmt.Fprintf(w, "    %s\n", Name(r.Tree.Path(i)))
			}
		}
	}
	if shown > limit {
		fmt.Fprintf(w, "    …%s more\n", Count(shown-limit))
	}
}

// Change shows what a proposal changes, and what that saves.
func Change(w io.Writer, r *analysis.Result, o Options) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out)
	change(out, r, o)
	saved(out, r)
	list(out, o.bold("to know"), linked(r))
	list(out, o.bold("unknown"), Unknown(r))
	return out.Flush()
}
