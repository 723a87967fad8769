package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/suggest/layercache"
)

// shownSteps is how many steps the report shows at most.
const shownSteps = 4

// layerCache prints which steps the builder runs again too often.
func layerCache(w io.Writer, r *analysis.Result, o Options) {
	var steps []layercache.Step
	for _, s := range r.Cache {
		if worth(s) {
			steps = append(steps, s)
		}
	}
	if len(steps) == 0 {
		return
	}
	t := newTable(false, false, false)
	t.row(o.bold("layer cache"), "", "")
	for k, s := range steps {
		if k == shownSteps {
			t.row(fmt.Sprintf("  …%s more", Count(len(steps)-k)), "", "")
			break
		}
		t.row(fmt.Sprintf("  %s:%d", Name(r.Dockerfile), s.Line), brief("RUN "+s.Command), rerun(s, len(r.History.Commits)))
		if line := busters(s); line != "" {
			t.row("", "", line)
		}
	}
	section(w, t)
}

// worth reports whether there is something to do about a step.
func worth(s layercache.Step) bool {
	return fewer(s.Proposed, s.Now) || fewer(s.Needed, s.Now)
}

// fewer reports whether a number of commits is clearly smaller than another:
// by a quarter, and by as many as a person would notice.
func fewer(then, now int) bool { return now-then >= 5 && 4*then <= 3*now }

// rerun says how often a step is run again, and what would help.
func rerun(s layercache.Step, commits int) string {
	out := fmt.Sprintf("%s of the last %s commits run it again", Count(s.Now), Count(commits))
	if fewer(s.Proposed, s.Now) {
		out += fmt.Sprintf("; %s with the proposal", Count(s.Proposed))
	}
	if len(s.Manifests) > 0 && fewer(s.Needed, s.Now) {
		out += fmt.Sprintf("; %s if only %s were copied before it", Count(s.Needed), enumerate(s.Manifests))
	}
	return out
}

// busters says what changes most often that the step does not work with.
func busters(s layercache.Step) string {
	if len(s.Busters) == 0 || !fewer(s.Needed, s.Now) {
		return ""
	}
	var list []string
	for _, b := range s.Busters {
		list = append(list, fmt.Sprintf("%s %s", shorten(Name(b.Path)), Count(b.Commits)))
	}
	if len(s.Manifests) > 0 {
		return "most often changed for nothing: " + strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s of them for nothing: %s; the ignore file could leave these out", Count(s.Now-s.Needed), strings.Join(list, ", "))
}

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
