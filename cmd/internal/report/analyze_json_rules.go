package report

import (
	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/ignore"
)

// The types of this file are parts of the JSON report.
type (
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
		ShadowedBy []jsonShadowedBy `json:"shadowed_by"`
		Visited    *int             `json:"visited"`
	}
	jsonWithout struct {
		Returns jsonCount `json:"returns"`
		Loses   jsonCount `json:"loses"`
	}
	// A jsonShadowedBy is what another line decides about; its line is 0 when
	// the builder adds it. One that is a duplicate says the same.
	jsonShadowedBy struct {
		Line      int    `json:"line"`
		Text      string `json:"text"`
		Bytes64   string `json:"text_bytes,omitempty"`
		Duplicate bool   `json:"duplicate"`
		jsonCount
	}
	// jsonExceptions are what the exceptions together cost, in entries that are
	// looked at; null when there are none or it is not known. Everywhere are
	// those because of which no directory is skipped; null when there are none.
	jsonExceptions struct {
		jsonCost
		Everywhere *jsonEverywhere `json:"everywhere"`
	}
	jsonCost struct {
		Lines   []int `json:"lines"`
		Visited int   `json:"visited"`
	}
	// jsonEverywhere has the literal lines that do the same at no such price;
	// null when there are none or too many.
	jsonEverywhere struct {
		jsonCost
		Literal []string `json:"literal"`
	}
)

func shadowedByJSON(shades []ledger.Shadow) []jsonShadowedBy {
	out := []jsonShadowedBy{}
	for _, s := range shades {
		out = append(out, jsonShadowedBy{
			Line: s.Rule.Line, Text: s.Rule.Text, Bytes64: bytesJSON(s.Rule.Text), Duplicate: s.Same, jsonCount: count(s.Totals),
		})
	}
	return out
}

func exceptionsJSON(r *analysis.Result) *jsonExceptions {
	e := r.Ledger.Exceptions()
	if e == nil {
		return nil
	}
	out := &jsonExceptions{jsonCost: costJSON(e.All)}
	if len(e.Everywhere.Rules) > 0 {
		out.Everywhere = &jsonEverywhere{costJSON(e.Everywhere), e.Literal}
	}
	return out
}

func costJSON(p ledger.Cost) jsonCost {
	return jsonCost{linesOf(p.Rules), p.Visited}
}

func linesOf(rules []*ignore.Rule) []int {
	out := []int{}
	for _, rule := range rules {
		out = append(out, rule.Line)
	}
	return out
}

func rulesJSON(r *analysis.Result) []jsonRule {
	out := []jsonRule{}
	l := r.Ledger
	effects := l.Effects()
	for n, c := range l.Rows() {
		row := jsonRule{
			Line: c.Rule.Line, Text: c.Rule.Text, Bytes64: bytesJSON(c.Rule.Text), Pattern: patternOf(c.Rule), Negated: c.Rule.Negated,
			Files: c.Totals.Files, Bytes: c.Totals.Bytes, State: string(l.State(c)),
		}
		if t := effects[n]; t != nil {
			alone := count(t.Alone)
			row.Alone, row.Without = &alone, &jsonWithout{count(t.Without.Returns), count(t.Without.Loses)}
			row.ShadowedBy, row.Visited = shadowedByJSON(t.ShadowedBy), t.Visited
		}
		for _, i := range c.Anchored {
			row.Anchored = append(row.Anchored, r.Tree.Path(i))
		}
		out = append(out, row)
	}
	return out
}

// patternOf is what the matcher makes of a rule, if that may be shown.
func patternOf(rule *ignore.Rule) string {
	if rule.Text == ignore.ConcealedText {
		return ""
	}
	return rule.Pattern
}
