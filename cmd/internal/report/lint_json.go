package report

import (
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
)

type (
	jsonFinding struct {
		Rule      string `json:"rule"`
		Severity  string `json:"severity"`
		File      string `json:"file"`
		FileBytes string `json:"file_bytes,omitempty"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		EndLine   int    `json:"end_line"`
		EndColumn int    `json:"end_column"`
		Message   string `json:"message"`
		Help      string `json:"help"`
		// Related are other places that explain the finding.
		Related []jsonRelated `json:"related,omitempty"`
		Fixes   []jsonFix     `json:"fixes"`
	}
	jsonRelated struct {
		File      string `json:"file"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		EndLine   int    `json:"end_line"`
		EndColumn int    `json:"end_column"`
		Message   string `json:"message"`
	}
	jsonFix struct {
		Title  string     `json:"title"`
		Safety string     `json:"safety"`
		Edits  []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Start int    `json:"start"`
		End   int    `json:"end"`
		New   string `json:"new"`
		Bytes string `json:"new_bytes,omitempty"`
	}
)

// LintJSON prints the findings for programs.
func LintJSON(w io.Writer, r *analysis.Result, _ Options) error {
	return encode(w, struct {
		Version  int           `json:"version"`
		File     string        `json:"file"`
		Findings []jsonFinding `json:"findings"`
		Silenced int           `json:"silenced"`
		Unknowns []string      `json:"unknowns"`
	}{1, r.IgnorePath, findingsJSON(r), r.Silenced, append([]string{}, r.Gaps...)})
}

// findingsJSON gives columns in bytes, counted from 1.
func findingsJSON(r *analysis.Result) []jsonFinding {
	positions := newPositions(r)
	out := []jsonFinding{}
	for _, d := range r.Findings {
		start, end := positions.span(d)
		row := jsonFinding{
			Rule: d.Rule, Severity: d.Severity.String(), File: d.File, FileBytes: bytesJSON(d.File), Line: start.Line, Column: start.Column,
			EndLine: end.Line, EndColumn: end.Column, Message: d.Message, Help: d.Help, Fixes: []jsonFix{},
		}
		for _, other := range d.Related {
			start, end := positions.at(other.File, other.Start), positions.at(other.File, other.End)
			row.Related = append(row.Related, jsonRelated{other.File, start.Line, start.Column, end.Line, end.Column, other.Message})
		}
		for _, f := range d.Fixes {
			fix := jsonFix{Title: f.Title, Safety: f.Safety.String(), Edits: []jsonEdit{}}
			for _, e := range f.Edits {
				fix.Edits = append(fix.Edits, jsonEdit{e.Start, e.End, e.New, bytesJSON(e.New)})
			}
			row.Fixes = append(row.Fixes, fix)
		}
		out = append(out, row)
	}
	return out
}
