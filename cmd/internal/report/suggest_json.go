package report

import (
	"io"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/suggest"
)

type (
	jsonProposed struct {
		Suggestions []jsonSuggestion `json:"suggestions"`
		Projected   *jsonProjected   `json:"projected"`
		Split       []jsonSplit      `json:"split"`
	}
	jsonSuggestion struct {
		Pattern  string   `json:"pattern"`
		Line     int      `json:"line"`
		Safety   string   `json:"safety"`
		Category string   `json:"category"`
		Helps    []string `json:"helps"`
		Files    int      `json:"files"`
		Bytes    int64    `json:"bytes"`
		Why      string   `json:"why"`
		Evidence []string `json:"evidence"`
		Needed   string   `json:"needed"`
		Advice   string   `json:"advice"`
		// How much each of Helps is about: directory entries for the walk,
		// files and bytes for all else.
		Saves map[suggest.Help]jsonSaving `json:"saves"`
	}
	jsonSaving struct {
		Entries *int   `json:"entries,omitempty"`
		Files   *int   `json:"files,omitempty"`
		Bytes   *int64 `json:"bytes,omitempty"`
	}
	jsonProjected struct {
		Files    int    `json:"files"`
		Bytes    int64  `json:"bytes"`
		WireCold *int64 `json:"wire_cold"`
		Visited  int    `json:"visited"`
	}
	jsonProposal struct {
		Version      int              `json:"version"`
		Mode         string           `json:"mode"`
		File         string           `json:"file"`
		Before       string           `json:"before"`
		After        string           `json:"after"`
		Added        []jsonSuggestion `json:"added"`
		Removed      []jsonSuggestion `json:"removed"`
		Idle         []jsonIdle       `json:"idle"`
		Review       []jsonSuggestion `json:"review"`
		Notes        []string         `json:"notes"`
		Split        []jsonSplit      `json:"split"`
		Proof        jsonProof        `json:"proof"`
		Unknowns     []string         `json:"unknowns"`
		Unproven     string           `json:"unproven,omitempty"`
		BeforeBytes  string           `json:"before_bytes,omitempty"`
		AfterBytes   string           `json:"after_bytes,omitempty"`
		BeforeTotals *jsonCount       `json:"before_totals"`
		AfterTotals  *jsonCount       `json:"after_totals"`
	}
	jsonIdle struct {
		Line   int    `json:"line"`
		Text   string `json:"text"`
		Why    string `json:"why"`
		Safety string `json:"safety"`
	}
	jsonProof struct {
		NeededKept  bool     `json:"needed_kept"`
		ClaimedGone bool     `json:"claimed_gone"`
		Unknowns    []string `json:"unknowns"`
	}
)

// SuggestJSON is the proposal for programs.
func SuggestJSON(w io.Writer, r *analysis.Result, _ Options) error {
	p := r.Proposal
	out := jsonProposal{
		Version: 1, Mode: p.Mode.String(), File: p.File, Before: string(p.Before), After: string(p.After),
		Added: suggestionsJSON(p.Added), Removed: suggestionsJSON(p.Removed), Idle: idleJSON(p.Idle), Review: suggestionsJSON(p.Review),
		Notes: append([]string{}, p.Notes...), Split: ownIgnoreFileJSON(r),
		Proof: jsonProof{
			NeededKept: p.Proof.NeededKept && r.Unverified == "", ClaimedGone: p.Proof.ClaimedGone, Unknowns: append([]string{}, p.Proof.Unknowns...),
		},
		Unknowns: append([]string{}, Unknown(r)...), Unproven: r.Unverified,
		BeforeBytes: bytesJSON(string(p.Before)), AfterBytes: bytesJSON(string(p.After)),
	}
	if r.Known() {
		before, after := count(p.BeforeTotals), count(p.AfterTotals)
		out.BeforeTotals, out.AfterTotals = &before, &after
	}
	return encode(w, out)
}

func proposedJSON(r *analysis.Result) jsonProposed {
	p := r.Proposal
	out := jsonProposed{Suggestions: append(suggestionsJSON(p.Added), suggestionsJSON(p.Review)...), Split: ownIgnoreFileJSON(r)}
	if r.Known() {
		out.Projected = &jsonProjected{Files: p.AfterTotals.Files, Bytes: p.AfterTotals.Bytes, Visited: p.AfterVisited}
		if r.Projected != nil {
			out.Projected.WireCold = &r.Projected.Cold
		}
	}
	return out
}

func suggestionsJSON(list []suggest.Suggestion) []jsonSuggestion {
	out := []jsonSuggestion{}
	for _, s := range list {
		row := jsonSuggestion{
			Pattern: s.Pattern, Line: s.Line, Safety: s.Safety.String(), Category: string(s.Category), Helps: []string{},
			Files: s.Totals.Files, Bytes: s.Totals.Bytes, Why: s.Why, Evidence: append([]string{}, s.Evidence...),
			Needed: s.Needed, Advice: s.Advice, Saves: savesJSON(s),
		}
		for _, h := range s.Helps {
			row.Helps = append(row.Helps, string(h))
		}
		out = append(out, row)
	}
	return out
}

func idleJSON(list []suggest.IdleLine) []jsonIdle {
	out := []jsonIdle{}
	for _, l := range list {
		out = append(out, jsonIdle{Line: l.Line, Text: l.Text, Why: l.Why, Safety: l.Safety.String()})
	}
	return out
}

func savesJSON(s suggest.Suggestion) map[suggest.Help]jsonSaving {
	out := make(map[suggest.Help]jsonSaving)
	for _, h := range s.Helps {
		if out[h] = (jsonSaving{Files: &s.Saves.Sent.Files, Bytes: &s.Saves.Sent.Bytes}); h == suggest.HelpWalk {
			out[h] = jsonSaving{Entries: &s.Saves.Entries}
		}
	}
	return out
}
