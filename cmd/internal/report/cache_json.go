package report

import "github.com/buildctx/buildctx/cmd/internal/analysis"

type (
	jsonLayers struct {
		// The RUN instructions that take long, held against the last commits.
		Cache []jsonRun `json:"cache"`
		// What git told of; null where it was not asked or cannot tell. It is
		// not complete where there was too much of it.
		History *jsonHistory `json:"history"`
	}
	jsonHistory struct {
		Commits  int  `json:"commits"`
		Complete bool `json:"complete"`
	}
	jsonRun struct {
		Dockerfile  string          `json:"dockerfile"`
		Line        int             `json:"line"`
		Stage       string          `json:"stage"`
		Instruction string          `json:"instruction"`
		Commits     int             `json:"commits"`
		Invalidated jsonInvalidated `json:"invalidated"`
		Manifests   []string        `json:"manifests"`
		Busters     []jsonBuster    `json:"busters"`
	}
	jsonInvalidated struct {
		Now           int  `json:"now"`
		Proposed      int  `json:"proposed"`
		ManifestsOnly *int `json:"manifests_only"`
		ForNothing    int  `json:"for_nothing"`
	}
	jsonBuster struct {
		jsonPath
		Commits int `json:"commits"`
	}
)

func layersJSON(r *analysis.Result) jsonLayers {
	out := jsonLayers{Cache: []jsonRun{}}
	if r.History == nil {
		return out
	}
	out.History = &jsonHistory{Commits: len(r.History.Commits), Complete: r.History.Complete}
	for _, s := range r.Cache {
		row := jsonRun{
			Dockerfile: r.Dockerfile, Line: s.Line, Stage: s.Stage, Instruction: "RUN " + s.Command, Commits: len(r.History.Commits),
			Invalidated: jsonInvalidated{Now: s.Now, Proposed: s.Proposed, ForNothing: s.Now - s.Needed},
			Manifests:   append([]string{}, s.Manifests...), Busters: []jsonBuster{},
		}
		if len(s.Manifests) > 0 {
			row.Invalidated.ManifestsOnly = &s.Needed
		}
		for _, b := range s.Busters {
			row.Busters = append(row.Busters, jsonBuster{pathJSON(b.Path), b.Commits})
		}
		out.Cache = append(out.Cache, row)
	}
	return out
}
