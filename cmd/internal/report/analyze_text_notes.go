package report

import (
	"fmt"
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
)

// notes prints why the build would fail, what happens without a word, and
// what is not known.
func notes(w io.Writer, r *analysis.Result, o Options) {
	var refusals []string
	for _, refusal := range r.Refusals {
		refusals = append(refusals, Place(refusal)+refusal.Message)
	}
	list(w, o.warn("the build would fail"), refusals)
	var warnings []string
	for _, d := range r.Diagnostics {
		if d.Severity == diag.Warning || !r.Refused() {
			warnings = append(warnings, fmt.Sprintf("%s: %s", Name(d.File), d.Message))
		}
	}
	list(w, o.bold("in the ignore file"), warnings)
	list(w, o.bold("in silence"), silentEffects(r))
	list(w, o.bold("git"), gitNotes(r))
	notRead(w, r, o)
	list(w, o.bold("unknown"), append(append([]string{}, r.Unknowns...), unknownFigures(r, "")...))
}

// notRead lists the files that look like the ignore file and are not.
func notRead(w io.Writer, r *analysis.Result, o Options) {
	var lines []string
	for _, n := range r.NotRead {
		lines = append(lines, fmt.Sprintf("%s: %s", Name(n.Path), n.Reason))
	}
	list(w, o.bold("not read"), lines)
}

// Place is where a refusal lies, ready to stand before its message.
func Place(refusal predict.Refusal) string {
	switch {
	case refusal.File == "":
		return ""
	case refusal.Line == 0:
		return Name(refusal.File) + ": "
	}
	return fmt.Sprintf("%s:%d: ", Name(refusal.File), refusal.Line)
}

// silentEffects are what happens in silence, with the place.
func silentEffects(r *analysis.Result) []string {
	var out []string
	for _, t := range r.Silent() {
		out = append(out, Place(predict.Refusal{File: t.File, Line: t.Line})+t.Message)
	}
	return out
}
