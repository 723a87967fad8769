package report

import (
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
)

type (
	jsonExplanation struct {
		jsonPath
		Verdict     string        `json:"verdict"`
		Note        string        `json:"note,omitempty"`
		Rule        *jsonDecision `json:"rule"`
		Steps       []jsonStep    `json:"steps"`
		RequestedBy []jsonAsked   `json:"requested_by"`
	}
	jsonDecision struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Text    string `json:"text"`
		Bytes64 string `json:"text_bytes,omitempty"`
	}
	jsonStep struct {
		Line    int    `json:"line"`
		Text    string `json:"text"`
		Bytes64 string `json:"text_bytes,omitempty"`
		Effect  string `json:"effect"`
		jsonPath
	}
	jsonAsked struct {
		Dockerfile string `json:"dockerfile"`
		Line       int    `json:"line"`
		Source     string `json:"source"`
	}
)

// ExplainJSON prints an array with an object for each path.
func ExplainJSON(w io.Writer, r *analysis.Result, list []predict.Explanation, _ Options) error {
	out := []jsonExplanation{}
	for _, e := range list {
		row := jsonExplanation{jsonPath: pathJSON(e.Path), Verdict: string(e.Outcome), Steps: []jsonStep{}, RequestedBy: []jsonAsked{}}
		if e.Emptied != nil {
			row.Note = buildcontext.NoteEmpty.String()
		}
		if e.Rule != nil {
			row.Rule = &jsonDecision{File: r.IgnorePath, Line: e.Rule.Line, Text: e.Rule.Text, Bytes64: bytesJSON(e.Rule.Text)}
		}
		for _, s := range e.Steps {
			row.Steps = append(row.Steps, jsonStep{
				Line: s.Rule.Line, Text: s.Rule.Text, Bytes64: bytesJSON(s.Rule.Text), Effect: s.Effect.String(), jsonPath: pathJSON(s.Path),
			})
		}
		for _, c := range e.AskedBy {
			row.RequestedBy = append(row.RequestedBy, jsonAsked{Dockerfile: r.Dockerfile, Line: c.Line, Source: source(c)})
		}
		out = append(out, row)
	}
	return encode(w, out)
}
