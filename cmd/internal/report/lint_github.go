package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
)

// LintGitHub prints a workflow command for each finding, which GitHub Actions shows
// beside the line. Columns are those of UTF-16.
func LintGitHub(w io.Writer, r *analysis.Result, found []diag.Diagnostic, _ Options) error {
	out := &errWriter{w: w}
	places := newPlaces(r)
	for _, d := range found {
		command := map[diag.Severity]string{diag.Info: "notice", diag.Warning: "warning", diag.Error: "error"}[d.Severity]
		start, end := places.span(d)
		span := fmt.Sprintf("line=%d,endLine=%d", start.Line, end.Line)
		if start.Line == end.Line { // GitHub takes columns for one line only
			span = fmt.Sprintf("line=%d,endLine=%d,col=%d,endColumn=%d", start.Line, end.Line, start.UTF16+1, end.UTF16+1)
		}
		fmt.Fprintf(out, "::%s file=%s,%s,title=%s::%s\n", command, property(Escape(d.File)), span, property("buildctx: "+d.Rule), data(sentence(d)))
	}
	return out.err
}

// data escapes what stands behind the second pair of colons of a workflow command
// (actions/toolkit, packages/core/src/command.ts, escapeData).
func data(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// property escapes a value before it (escapeProperty).
func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(data(text))
}
