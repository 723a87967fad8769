package report

import (
	"cmp"
	"slices"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
)

type (
	jsonSent struct {
		Name      string   `json:"name"`
		Kind      string   `json:"kind"`
		Step      string   `json:"step"`
		Directory string   `json:"directory"`
		Platforms []string `json:"platforms"`
		Follow    []string `json:"follow"`
		Exclude   []string `json:"exclude"`
		jsonTransfer
		Parts   []jsonPart `json:"parts"`
		Unknown string     `json:"unknown"`
	}
	// jsonNamed is why a named context is sent.
	jsonNamed struct {
		Name      string      `json:"name"`
		Directory string      `json:"directory"`
		Stage     string      `json:"replaces_stage"`
		Image     string      `json:"replaces_image"`
		Whole     []jsonAsk   `json:"taken_whole_by"`
		Heaviest  []jsonHeavy `json:"heaviest"`
	}
	jsonAsk struct {
		Dockerfile  string `json:"dockerfile"`
		Line        int    `json:"line"`
		Instruction string `json:"instruction"`
	}
	jsonHeavy struct {
		jsonPath
		Files uint32 `json:"files"`
		Bytes int64  `json:"bytes"`
	}
	jsonPart struct {
		jsonPath
		Type     string `json:"type"`
		Files    int    `json:"files"`
		Dirs     int    `json:"dirs"`
		Bytes    int64  `json:"bytes"`
		WireCold int64  `json:"wire_cold"`
		WireWarm *int64 `json:"wire_warm"`
		Others   int    `json:"others,omitempty"`
	}
)

// maxParts is how many parts of a transfer are listed, the heaviest ones. All
// others are one part at the end, without a path, so that the parts still add
// up.
const maxParts = 1000

// transfersJSON are all transfers of the build. What is null in one of them is
// not known, for the reason given; "follow" is null where everything is asked
// for.
func transfersJSON(r *analysis.Result) []jsonSent {
	out := []jsonSent{}
	for _, t := range r.Transfers.All {
		row := jsonSent{
			Name: t.Name, Kind: string(t.Kind), Step: t.Step, Directory: t.Dir,
			Platforms: append([]string{}, t.Platforms...), Follow: t.Follow, Exclude: append([]string{}, t.Exclude...),
			Parts: []jsonPart{}, Unknown: t.Unknown,
		}
		if r.ConcealedRules {
			row.Exclude = []string{}
		}
		if w := t.Wire; w != nil {
			row.jsonTransfer = jsonTransfer{
				Files: &t.Totals.Files, Dirs: &t.Totals.Dirs, Bytes: &t.Totals.Bytes, WireCold: figure(w.Cold), WireWarm: figure(w.Warm),
			}
			row.Parts = partsJSON(t.View.Tree, w)
		}
		out = append(out, row)
	}
	return out
}

func namedJSON(r *analysis.Result) []jsonNamed {
	out := []jsonNamed{}
	for _, n := range r.Named {
		row := jsonNamed{Name: n.Context, Directory: n.Dir, Stage: n.Stage, Image: n.Image, Whole: []jsonAsk{}, Heaviest: []jsonHeavy{}}
		for _, s := range n.Whole {
			row.Whole = append(row.Whole, jsonAsk{r.Dockerfile, s.Line, s.Instruction})
		}
		for _, h := range n.Heaviest {
			row.Heaviest = append(row.Heaviest, jsonHeavy{pathJSON(n.View.Tree.Path(h.Entry)), h.Sum.Files, h.Sum.Bytes})
		}
		out = append(out, row)
	}
	return out
}

func partsJSON(tree *buildcontext.Tree, w *buildcontext.Wire) []jsonPart {
	out := []jsonPart{}
	add := func(row jsonPart, p buildcontext.Part) {
		row.Files, row.Dirs, row.Bytes, row.WireCold = p.Totals.Files, p.Totals.Dirs, p.Totals.Bytes, p.Cold
		if w.Warm >= 0 {
			row.WireWarm = figure(p.Warm)
		}
		out = append(out, row)
	}
	shown, rest, others := heaviestParts(w.Parts)
	for _, p := range shown {
		add(jsonPart{jsonPath: pathJSON(tree.Path(p.Entry)), Type: buildcontext.KindOf(tree.Mode(p.Entry)).String()}, p)
	}
	if others > 0 {
		add(jsonPart{Others: others}, rest)
	}
	return out
}

// heaviestParts are the parts that are listed, in the order sent, and the sum
// of all others.
func heaviestParts(parts []buildcontext.Part) (shown []buildcontext.Part, rest buildcontext.Part, others int) {
	if len(parts) <= maxParts {
		return parts, rest, 0
	}
	heaviest := slices.Clone(parts)
	slices.SortStableFunc(heaviest, func(a, b buildcontext.Part) int { return cmp.Compare(b.Cold, a.Cold) })
	shown = heaviest[:maxParts]
	for _, p := range heaviest[maxParts:] {
		rest.Totals.Add(p.Totals)
		rest.Cold += p.Cold
		rest.Warm += p.Warm
		others++
	}
	slices.SortFunc(shown, func(a, b buildcontext.Part) int { return cmp.Compare(a.Entry, b.Entry) })
	return shown, rest, others
}

// unknownFigures says which figures are not known, and why. The prefix stands
// before the step of the build that prints them.
func unknownFigures(r *analysis.Result, prefix string) []string {
	var out []string
	for _, t := range r.Transfers.All {
		if line := prefix + t.Step + ": " + t.Unknown; t.Unknown != "" && !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	return out
}
