package report

import (
	"fmt"
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
)

// ownIgnoreFile says what is kept for other Dockerfiles alone, and what to do
// about it.
func ownIgnoreFile(w io.Writer, r *analysis.Result, o Options) {
	own := r.OwnIgnoreFile
	if own == "" || r.Proposal == nil || len(r.Proposal.Split) == 0 {
		return
	}
	var lines []string
	for _, s := range r.Proposal.Split {
		path := r.Tree.Path(s.Entry)
		if r.Tree.IsDir(s.Entry) {
			path += "/"
		}
		line := fmt.Sprintf("%s (%s) is kept for %s", shorten(Name(path)), Size(s.Totals.Bytes), s.Needs)
		if s.Safety < diag.Safe {
			line += "; look at it first"
		}
		lines = append(lines, line)
	}
	list(w, o.bold("kept for other Dockerfiles"), lines)
	it := "it"
	if len(lines) > 1 {
		it = "them"
	}
	instead := ""
	if r.IgnorePath != "" {
		instead = " (instead of " + Name(r.IgnorePath) + ")"
	}
	fmt.Fprintf(w, "    an ignore file of its own, %s%s, could leave %s out for %s\n", Name(own), instead, it, Name(r.Dockerfile))
}

type jsonSplit struct {
	jsonPath
	Files    int      `json:"files"`
	Bytes    int64    `json:"bytes"`
	NeededBy string   `json:"needed_by"`
	Safety   string   `json:"safety"`
	Category string   `json:"category"`
	Why      string   `json:"why"`
	Evidence []string `json:"evidence"`
	// IgnoreFile is where an ignore file of the Dockerfile's own would lie.
	IgnoreFile string `json:"ignore_file"`
}

func ownIgnoreFileJSON(r *analysis.Result) []jsonSplit {
	out := []jsonSplit{}
	for _, s := range r.Proposal.Split {
		out = append(out, jsonSplit{
			jsonPath: pathJSON(r.Tree.Path(s.Entry)), Files: s.Totals.Files, Bytes: s.Totals.Bytes, NeededBy: s.Needs,
			Safety: s.Safety.String(), Category: string(s.Category), Why: s.Why, Evidence: append([]string{}, s.Evidence...),
			IgnoreFile: r.OwnIgnoreFile,
		})
	}
	return out
}
