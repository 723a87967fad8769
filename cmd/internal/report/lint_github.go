package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
)

// LintGitHub prints a workflow command for each finding, which GitHub Actions
// shows beside the line. Columns are those of UTF-16.
func LintGitHub(w io.Writer, r *analysis.Result, _ Options) error {
	out := bufio.NewWriter(exact(w))
	positions := newPositions(r)
	for _, d := range r.Findings {
		command := map[diag.Severity]string{diag.Info: "notice", diag.Warning: "warning", diag.Error: "error"}[d.Severity]
		start, end := positions.span(d)
		span := fmt.Sprintf("line=%d,endLine=%d", start.Line, end.Line)
		if start.Line == end.Line { // GitHub takes columns for one line only
			span = fmt.Sprintf("line=%d,endLine=%d,col=%d,endColumn=%d", start.Line, end.Line, start.UTF16+1, end.UTF16+1)
		}
		fmt.Fprintf(out, "::%s file=%s,%s,title=%s::%s\n", command, githubProperty(Escape(d.File)), span, githubProperty("buildctx: "+d.Rule), githubData(sentence(d)))
	}
	return out.Flush()
}
