package report

import (
	"fmt"
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
)

// The types of this file are the JSON report. Fields may be added to them,
// never changed or removed. Sizes are bytes. A figure that cannot be known is
// null.
type (
	jsonReport struct {
		Version    int             `json:"version"`
		Tool       jsonTool        `json:"tool"`
		Builder    string          `json:"builder"`
		Context    string          `json:"context"`
		Dockerfile string          `json:"dockerfile"`
		Target     string          `json:"target"`
		IgnoreFile string          `json:"ignore_file"`
		Totals     jsonTotals      `json:"totals"`
		Heaviest   []jsonHeaviest  `json:"heaviest"`
		Rules      []jsonRule      `json:"rules"`
		Exceptions *jsonExceptions `json:"exceptions"`
		Needs      []jsonNeed      `json:"needs"`
		Transfers  []jsonSent      `json:"transfers"`
		Named      []jsonNamed     `json:"named_contexts"`
		Findings   []jsonFinding   `json:"findings"`
		jsonProposed
		jsonLayers
		Refusals    []jsonRefusal      `json:"refusals"`
		Remarks     []string           `json:"remarks"`
		Traps       []jsonSilentEffect `json:"traps"`
		Git         *jsonGit           `json:"git"`
		Assumptions []string           `json:"assumptions"`
		Unknowns    []string           `json:"unknowns"`
	}
	jsonTotals struct {
		Disk        jsonCount    `json:"disk"`
		Eligible    jsonCount    `json:"eligible"`
		Excluded    jsonCount    `json:"excluded"`
		Transferred jsonTransfer `json:"transferred"`
		Visited     *int         `json:"visited"`
	}
	jsonTransfer struct {
		Files    *int   `json:"files"`
		Dirs     *int   `json:"dirs"`
		Bytes    *int64 `json:"bytes"`
		WireCold *int64 `json:"wire_cold"`
		WireWarm *int64 `json:"wire_warm"`
	}
	jsonHeaviest struct {
		jsonPath
		Type     string `json:"type"`
		Files    uint32 `json:"files"`
		Bytes    int64  `json:"bytes"`
		Category string `json:"category"`
		Why      string `json:"why"`
		Tracked  *bool  `json:"tracked"`
	}
	jsonNeed struct {
		Dockerfile  string `json:"dockerfile"`
		Line        int    `json:"line"`
		Stage       string `json:"stage"`
		Instruction string `json:"instruction"`
		Source      string `json:"source"`
		Files       int    `json:"files"`
		Bytes       int64  `json:"bytes"`
		Unknown     string `json:"unknown"`
	}
	jsonSilentEffect struct {
		Kind string `json:"kind"`
		File string `json:"file"`
		Line int    `json:"line"`
		jsonPath
		Count   int    `json:"count"`
		Message string `json:"message"`
	}
)

// AnalyzeJSON is the report for programs.
func AnalyzeJSON(w io.Writer, r *analysis.Result, o Options) error {
	return encode(w, reportJSON(r, o))
}

func reportJSON(r *analysis.Result, o Options) jsonReport {
	out := jsonReport{
		Version: 1, Tool: jsonTool{Name: "buildctx", Version: o.Version},
		Builder: r.Request.Builder.String(), Context: r.Request.Dir, Dockerfile: r.Dockerfile,
		Target: r.Request.Target, IgnoreFile: r.IgnorePath,
		Totals:   totalsJSON(r),
		Heaviest: heaviestJSON(r), Rules: rulesJSON(r), Exceptions: exceptionsJSON(r), Needs: needsJSON(r),
		Findings:  findingsJSON(r),
		Transfers: transfersJSON(r), Named: namedJSON(r),
		Refusals: refusalsJSON(r), Remarks: append([]string{}, silentEffects(r)...), Traps: silentEffectsJSON(r), Git: gitJSON(r),
		Unknowns: append([]string{}, r.Unknowns...),
	}
	out.Assumptions = append([]string{}, r.Assumed...)
	if r.ShownNeeds() != nil {
		out.Assumptions = append(out.Assumptions, r.ShownNeeds().Assumptions...)
	}
	if r.Proposal != nil {
		out.jsonProposed = proposedJSON(r)
	}
	out.jsonLayers = layersJSON(r)
	out.Unknowns = append(out.Unknowns, unknownFigures(r, "wire_cold and wire_warm of ")...)
	if len(out.Rules) > ledger.MaxTried {
		out.Unknowns = append(out.Unknowns, fmt.Sprintf("alone, without, shadowed_by and visited of the rules: only up to %s rules are tried.", Count(ledger.MaxTried)))
	}
	return out
}

func silentEffectsJSON(r *analysis.Result) []jsonSilentEffect {
	out := []jsonSilentEffect{}
	for _, t := range r.Silent() {
		out = append(out, jsonSilentEffect{Kind: string(t.Kind), File: t.File, Line: t.Line, jsonPath: pathJSON(t.Path), Count: t.Count, Message: t.Message})
	}
	return out
}

func totalsJSON(r *analysis.Result) jsonTotals {
	out := jsonTotals{Disk: count(r.Tree.Below(0)), Eligible: count(r.Eligible.Totals), Excluded: count(r.Eligible.NotSent())}
	if t := r.Sent.Totals; r.Known() {
		out.Transferred = jsonTransfer{Files: &t.Files, Dirs: &t.Dirs, Bytes: &t.Bytes}
		out.Visited = &r.Sent.Visited
	}
	if wire, _ := r.Transfers.Main(); wire != nil {
		out.Transferred.WireCold, out.Transferred.WireWarm = figure(wire.Cold), figure(wire.Warm)
	}
	return out
}

func heaviestJSON(r *analysis.Result) []jsonHeaviest {
	out := []jsonHeaviest{}
	for _, h := range r.Heaviest {
		path := r.Tree.Path(h.Entry)
		row := jsonHeaviest{
			jsonPath: pathJSON(path), Type: buildcontext.KindOf(r.Tree.Mode(h.Entry)).String(),
			Files: h.Sum.Files, Bytes: h.Sum.Bytes, Category: string(h.Category), Why: h.Why,
		}
		if r.Git != nil {
			tracked := r.Git.Tracked(path)
			row.Tracked = &tracked
		}
		out = append(out, row)
	}
	return out
}

func needsJSON(r *analysis.Result) []jsonNeed {
	out := []jsonNeed{}
	for _, c := range r.Sources() {
		taken := r.Taken(c)
		out = append(out, jsonNeed{
			Dockerfile: r.Dockerfile, Line: c.Line, Stage: c.Stage, Instruction: c.Instruction,
			Source: source(c), Files: taken.Files, Bytes: taken.Bytes, Unknown: c.Unknown,
		})
	}
	return out
}
