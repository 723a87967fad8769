package report

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore/diag"
)

// The types of this file are the JSON report. Fields may be added to them,
// never changed or removed. Sizes are bytes. A figure that cannot be known is
// null.
type (
	jsonReport struct {
		Version    int           `json:"version"`
		Tool       jsonTool      `json:"tool"`
		Builder    string        `json:"builder"`
		Context    string        `json:"context"`
		Dockerfile string        `json:"dockerfile"`
		Target     string        `json:"target"`
		IgnoreFile string        `json:"ignore_file"`
		Totals     jsonTotals    `json:"totals"`
		Heaviest   []jsonHeavy   `json:"heaviest"`
		Rules      []jsonRule    `json:"rules"`
		Exceptions *jsonPrices   `json:"exceptions"`
		Needs      []jsonNeed    `json:"needs"`
		Transfers  []jsonSent    `json:"transfers"`
		Findings   []jsonFinding `json:"findings"`
		jsonProposed
		jsonLayers
		Refusals    []jsonRefusal `json:"refusals"`
		Remarks     []string      `json:"remarks"`
		Traps       []jsonTrap    `json:"traps"`
		Git         *jsonGit      `json:"git"`
		Assumptions []string      `json:"assumptions"`
		Unknowns    []string      `json:"unknowns"`
	}
	jsonTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	jsonTotals struct {
		Disk        jsonCount    `json:"disk"`
		Eligible    jsonCount    `json:"eligible"`
		Excluded    jsonCount    `json:"excluded"`
		Transferred jsonTransfer `json:"transferred"`
		Visited     *int         `json:"visited"`
	}
	jsonCount struct {
		Files int   `json:"files"`
		Dirs  int   `json:"dirs"`
		Bytes int64 `json:"bytes"`
	}
	jsonTransfer struct {
		Files    *int   `json:"files"`
		Dirs     *int   `json:"dirs"`
		Bytes    *int64 `json:"bytes"`
		WireCold *int64 `json:"wire_cold"`
		WireWarm *int64 `json:"wire_warm"`
	}
	jsonHeavy struct {
		jsonPath
		Type     string `json:"type"`
		Files    uint32 `json:"files"`
		Bytes    int64  `json:"bytes"`
		Category string `json:"category"`
		Why      string `json:"why"`
		Tracked  *bool  `json:"tracked"`
	}
	jsonRule struct {
		Line     int      `json:"line"`
		Text     string   `json:"text"`
		Bytes64  string   `json:"text_bytes,omitempty"`
		Pattern  string   `json:"pattern"`
		Negated  bool     `json:"negated"`
		Files    int      `json:"files"`
		Bytes    int64    `json:"bytes"`
		State    string   `json:"state"`
		Anchored []string `json:"anchored,omitempty"`
		// What the line would keep out if it were the only one, and what would
		// change without it; null for a rule that is not in force.
		Alone   *jsonCount   `json:"alone"`
		Without *jsonWithout `json:"without"`
		// Which other lines decide about what it matches, and how many entries
		// are looked at because of an exception; null where that is not known.
		ShadowedBy []jsonShade `json:"shadowed_by"`
		Visited    *int        `json:"visited"`
	}
	jsonWithout struct {
		Returns jsonCount `json:"returns"`
		Loses   jsonCount `json:"loses"`
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
	jsonTrap struct {
		Kind string `json:"kind"`
		File string `json:"file"`
		Line int    `json:"line"`
		jsonPath
		Count   int    `json:"count"`
		Message string `json:"message"`
	}
	jsonRefusal struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Message string `json:"message"`
	}
)

func refusalsJSON(r *analysis.Result) []jsonRefusal {
	out := []jsonRefusal{}
	for _, x := range r.Refusals {
		out = append(out, jsonRefusal{x.File, x.Line, x.Message})
	}
	return out
}

// jsonPath is a path; one that is not valid UTF-8 is given in base64 too.
type jsonPath struct {
	Path      string `json:"path"`
	PathBytes string `json:"path_bytes,omitempty"`
}

func pathJSON(path string) jsonPath { return jsonPath{Path: path, PathBytes: bytesJSON(path)} }

// bytesJSON is a text in base64, if it is not valid UTF-8 and JSON would
// change it; else empty.
func bytesJSON(text string) string {
	if utf8.ValidString(text) {
		return ""
	}
	return base64.StdEncoding.EncodeToString([]byte(text))
}

// JSON is the report for programs.
func JSON(w io.Writer, r *analysis.Result, o Options) error {
	return encode(w, reportJSON(r, o))
}

// encode writes one object, indented, in which text stays as it is.
func encode(w io.Writer, v any) error {
	e := json.NewEncoder(visible{w})
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

func reportJSON(r *analysis.Result, o Options) jsonReport {
	out := jsonReport{
		Version: 1, Tool: jsonTool{Name: "buildctx", Version: o.Version},
		Builder: r.Request.Builder.String(), Context: r.Request.Dir, Dockerfile: r.Dockerfile,
		Target: r.Request.Target, IgnoreFile: r.IgnorePath,
		Totals:   totalsJSON(r),
		Heaviest: heaviestJSON(r), Rules: rulesJSON(r), Exceptions: exceptionsJSON(r), Needs: needsJSON(r),
		Findings:  findingsJSON(r.Lint(), newPlaces(r)),
		Transfers: transfersJSON(r),
		Refusals:  refusalsJSON(r), Remarks: append([]string{}, remarks(r)...), Traps: trapsJSON(r), Git: gitJSON(r),
		Unknowns: append([]string{}, r.Unknowns...),
	}
	out.Assumptions = []string{}
	if r.Needs != nil {
		out.Assumptions = append(out.Assumptions, r.Needs.Assumptions...)
	}
	if r.Proposal != nil {
		out.jsonProposed = proposedJSON(r)
	}
	out.jsonLayers = layersJSON(r)
	out.Unknowns = append(out.Unknowns, unknownFigures(r, "wire_cold and wire_warm of ")...)
	if len(out.Rules) > analysis.MaxTrials {
		out.Unknowns = append(out.Unknowns, fmt.Sprintf("alone, without, shadowed_by and visited of the rules: only up to %s rules are tried.", Count(analysis.MaxTrials)))
	}
	return out
}

func trapsJSON(r *analysis.Result) []jsonTrap {
	out := []jsonTrap{}
	for _, t := range r.Traps {
		out = append(out, jsonTrap{Kind: t.Kind, File: t.File, Line: t.Line, jsonPath: pathJSON(t.Path), Count: t.Count, Message: t.Message})
	}
	return out
}

func count(t buildcontext.Totals) jsonCount { return jsonCount(t) }

func totalsJSON(r *analysis.Result) jsonTotals {
	out := jsonTotals{Disk: count(r.Tree.Below(0)), Eligible: count(r.Eligible.Totals), Excluded: count(r.Eligible.Excludes())}
	if t := r.Transferred.Totals; r.Known() {
		out.Transferred = jsonTransfer{Files: &t.Files, Dirs: &t.Dirs, Bytes: &t.Bytes}
		out.Visited = &r.Transferred.Visited
	}
	if wire, _ := r.Wire(); wire != nil {
		out.Transferred.WireCold, out.Transferred.WireWarm = figure(wire.Cold), figure(wire.Warm)
	}
	return out
}

func heaviestJSON(r *analysis.Result) []jsonHeavy {
	out := []jsonHeavy{}
	for _, h := range r.Heaviest(shownPaths) {
		path := r.Tree.Path(h.Entry)
		row := jsonHeavy{
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

func rulesJSON(r *analysis.Result) []jsonRule {
	out := []jsonRule{}
	trials := r.Trials()
	for n, c := range r.Ledger() {
		row := jsonRule{
			Line: c.Rule.Line, Text: c.Rule.Text, Bytes64: bytesJSON(c.Rule.Text), Pattern: patternOf(c.Rule), Negated: c.Rule.Negated,
			Files: c.Totals.Files, Bytes: c.Totals.Bytes, State: string(r.State(c)),
		}
		if t := trials[n]; t != nil {
			alone := count(t.Alone)
			row.Alone, row.Without = &alone, &jsonWithout{count(t.Without.Returns), count(t.Without.Loses)}
			row.ShadowedBy, row.Visited = shadesJSON(t.ShadowedBy), t.Visited
		}
		for _, i := range c.Anchored {
			row.Anchored = append(row.Anchored, r.Tree.Path(i))
		}
		out = append(out, row)
	}
	return out
}

func needsJSON(r *analysis.Result) []jsonNeed {
	out := []jsonNeed{}
	for _, c := range r.Copies {
		taken := r.Taken(c)
		out = append(out, jsonNeed{
			Dockerfile: r.Dockerfile, Line: c.Line, Stage: c.Stage, Instruction: c.Instruction,
			Source: source(c.Source), Files: taken.Files, Bytes: taken.Bytes, Unknown: c.Unknown,
		})
	}
	return out
}

// findingsJSON gives columns in bytes, counted from 1.
func findingsJSON(found []diag.Diagnostic, places *places) []jsonFinding {
	out := []jsonFinding{}
	for _, d := range found {
		start, end := places.span(d)
		row := jsonFinding{
			Rule: d.Rule, Severity: d.Severity.String(), File: d.File, FileBytes: bytesJSON(d.File), Line: start.Line, Column: start.Column,
			EndLine: end.Line, EndColumn: end.Column, Message: d.Message, Help: d.Help, Fixes: []jsonFix{},
		}
		for _, other := range d.Related {
			start, end := places.at(other.File, other.Start), places.at(other.File, other.End)
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
