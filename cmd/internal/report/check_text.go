package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
)

// CheckText says which budgets are broken and what weighs most; in one line
// when none is.
func CheckText(w io.Writer, r *analysis.Result, breaches []analysis.Breach, o Options) error {
	out := bufio.NewWriter(w)
	sent, most := r.Most().Totals, ""
	if !r.Known() {
		most = "at most "
	}
	switch {
	case r.Refused():
		fmt.Fprintf(out, "failed: %s would not finish this build\n", r.Request.Builder)
	case len(breaches) == 0:
		fmt.Fprintf(out, "ok: %s%s in %s sent\n", most, Size(sent.Bytes), Plural(sent.Files, "file"))
	}
	for _, b := range breaches {
		fmt.Fprintln(out, breach(b, most))
	}
	list(out, o.bold("unknown"), r.Unknowns)
	for _, b := range breaches {
		if b.Path == "" {
			heaviest(out, r, o)
			fmt.Fprintf(out, "\n  %s shows what need not be sent\n", o.call("suggest"))
			break
		}
	}
	return out.Flush()
}

// breach says which limit is broken. Before what is not known exactly stands
// "at most".
func breach(b analysis.Breach, most string) string {
	switch b.Budget {
	case "max-files":
		return fmt.Sprintf("max-files: %s%s sent, the budget is %s", most, Plural(int(b.Actual), "file"), Count(int(b.Limit)))
	case "max-file-size":
		return fmt.Sprintf("max-file-size: %s has %s (%d bytes), the budget is %s", Name(b.Path), Size(b.Actual), b.Actual, Size(b.Limit))
	}
	return fmt.Sprintf("%s: %s%s (%d bytes) sent, the budget is %s", b.Budget, most, Size(b.Actual), b.Actual, Size(b.Limit))
}
