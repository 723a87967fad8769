package report

import (
	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore"
)

// The types of this file are parts of the JSON report.
type (
	// A jsonShade is what another line decides about; its line is 0 when the
	// builder adds it. One that is a duplicate says the same.
	jsonShade struct {
		Line      int    `json:"line"`
		Text      string `json:"text"`
		Bytes64   string `json:"text_bytes,omitempty"`
		Duplicate bool   `json:"duplicate"`
		jsonCount
	}
	// jsonPrices are what the exceptions together cost, in entries that are
	// looked at; null when there are none or it is not known. Everywhere are
	// those because of which no directory is skipped; null when there are none.
	jsonPrices struct {
		jsonPrice
		Everywhere *jsonEverywhere `json:"everywhere"`
	}
	jsonPrice struct {
		Lines   []int `json:"lines"`
		Visited int   `json:"visited"`
	}
	// jsonEverywhere has the literal lines that do the same at no such price;
	// null when there are none or too many.
	jsonEverywhere struct {
		jsonPrice
		Literal []string `json:"literal"`
	}
)

func shadesJSON(shades []analysis.Shade) []jsonShade {
	out := []jsonShade{}
	for _, s := range shades {
		out = append(out, jsonShade{
			Line: s.Rule.Line, Text: s.Rule.Text, Bytes64: bytesJSON(s.Rule.Text), Duplicate: s.Same, jsonCount: count(s.Totals),
		})
	}
	return out
}

func exceptionsJSON(r *analysis.Result) *jsonPrices {
	e := r.Exceptions()
	if e == nil {
		return nil
	}
	out := &jsonPrices{jsonPrice: priceJSON(e.All)}
	if len(e.Everywhere.Rules) > 0 {
		out.Everywhere = &jsonEverywhere{priceJSON(e.Everywhere), e.Literal}
	}
	return out
}

func priceJSON(p analysis.Price) jsonPrice {
	return jsonPrice{linesOf(p.Rules), p.Visited}
}

func linesOf(rules []*ignore.Rule) []int {
	out := []int{}
	for _, rule := range rules {
		out = append(out, rule.Line)
	}
	return out
}
