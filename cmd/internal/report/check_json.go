package report

import (
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
)

type (
	jsonCheck struct {
		Version  int            `json:"version"`
		OK       bool           `json:"ok"`
		Breaches []jsonBreach   `json:"breaches"`
		Refusals []jsonRefusal  `json:"refusals"`
		Known    bool           `json:"known"`
		Sent     jsonCount      `json:"sent"`
		Unknowns []string       `json:"unknowns"`
		Heaviest []jsonHeaviest `json:"heaviest"`
	}
	jsonBreach struct {
		Budget string `json:"budget"`
		Limit  int64  `json:"limit"`
		Actual int64  `json:"actual"`
		jsonPath
		Grew []struct{} `json:"grew"`
	}
)

// CheckJSON is the outcome of a check for programs.
func CheckJSON(w io.Writer, r *analysis.Result, breaches []analysis.Breach, _ Options) error {
	out := jsonCheck{
		Version: 1, OK: len(breaches) == 0 && !r.Refused(), Breaches: []jsonBreach{}, Refusals: refusalsJSON(r), Known: r.Known() && !r.Refused(),
		Sent: count(r.Most().Totals), Unknowns: append([]string{}, r.Unknowns...), Heaviest: heaviestJSON(r),
	}
	for _, b := range breaches {
		out.Breaches = append(out.Breaches, jsonBreach{
			Budget: b.Budget, Limit: b.Limit, Actual: b.Actual, jsonPath: pathJSON(b.Path), Grew: []struct{}{},
		})
	}
	return encode(w, out)
}
