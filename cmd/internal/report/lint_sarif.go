package report

import (
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/lint"
)

// The types of this file are SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json) as
// far as it is used. Columns are code units of UTF-16, counted from 1, which
// columnKind says: code scanning of GitHub reads no others.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		ColumnKind  string            `json:"columnKind"`
		Invocations []sarifInvocation `json:"invocations,omitempty"`
		Results     []sarifResult     `json:"results"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string      `json:"id"`
		ShortDescription sarifText   `json:"shortDescription"`
		FullDescription  sarifText   `json:"fullDescription"`
		Help             sarifText   `json:"help"`
		HelpURI          string      `json:"helpUri,omitempty"`
		Default          sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Description sarifText     `json:"description"`
		Changes     []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifArtifact      `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion    `json:"deletedRegion"`
		Inserted *sarifInserted `json:"insertedContent,omitempty"`
	}
	sarifInserted struct {
		Text string `json:"text"`
	}
)

// LintSARIF prints the findings as code scanning reads them. Fixes are those
// that may be made without a person who looks, and that JSON can hold.
func LintSARIF(w io.Writer, r *analysis.Result, o Options) error {
	positions := newPositions(r)
	run := sarifRun{
		Tool: sarifTool{sarifDriver{Name: "buildctx", Version: o.Version}}, ColumnKind: "utf16CodeUnits", Results: []sarifResult{},
	}
	number := make(map[string]int)
	for n, rule := range lint.Rules {
		number[rule.ID] = n
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			ID: rule.ID, ShortDescription: plainText(rule.What), FullDescription: plainText(rule.What + " " + rule.Why),
			Help: sarifText{Text: sarifMessage(plainPage(rule)), Markdown: braces.Replace(rule.Page())}, HelpURI: rule.URL, Default: sarifConfig{sarifLevel(rule.Severity)},
		})
	}
	if len(r.Gaps) > 0 {
		run.Invocations = []sarifInvocation{{Successful: true}}
	}
	for _, gap := range r.Gaps {
		run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, sarifNotification{"warning", plainText(Message("Findings may be missing. " + gap))})
	}
	for _, d := range r.Findings {
		row := sarifResult{
			RuleID: d.Rule, RuleIndex: number[d.Rule], Level: sarifLevel(d.Severity), Message: plainText(sentence(d)),
			Locations: []sarifLocation{{Physical: positions.physical(d.File, d.Start, d.End)}},
		}
		for _, other := range d.Related {
			message := plainText(Message(other.Message))
			row.Related = append(row.Related, sarifLocation{positions.physical(other.File, other.Start, other.End), &message})
		}
		for _, f := range d.Fixes {
			if f.Safety == diag.Safe && !slices.ContainsFunc(f.Edits, func(e diag.Edit) bool { return bytesJSON(e.New) != "" }) {
				row.Fixes = append(row.Fixes, positions.sarifFix(d.File, f))
			}
		}
		run.Results = append(run.Results, row)
	}
	return encode(w, sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

func plainText(text string) sarifText { return sarifText{Text: sarifMessage(text)} }

func sarifLevel(s diag.Severity) string {
	if s == diag.Info {
		return "note"
	}
	return s.String()
}

// physical is a place; one about a file as a whole has no region.
func (p *positions) physical(file string, start, end int) sarifPhysical {
	out := sarifPhysical{Artifact: sarifArtifact{uri(file)}}
	if end > 0 {
		region := p.region(file, start, end)
		out.Region = &region
	}
	return out
}

func (p *positions) region(file string, start, end int) sarifRegion {
	from, to := p.at(file, start), p.at(file, end)
	return sarifRegion{from.Line, from.UTF16 + 1, to.Line, to.UTF16 + 1}
}

func (p *positions) sarifFix(file string, f diag.Fix) sarifFix {
	change := sarifChange{Artifact: sarifArtifact{uri(file)}}
	for _, e := range f.Edits {
		replacement := sarifReplacement{Deleted: p.region(file, e.Start, e.End)}
		if e.New != "" {
			replacement.Inserted = &sarifInserted{e.New}
		}
		change.Replacements = append(change.Replacements, replacement)
	}
	return sarifFix{Description: plainText(Message(f.Title)), Changes: []sarifChange{change}}
}

// uri is a path as SARIF wants it: relative to where the command runs, or
// absolute with a scheme. The name of a stranger's file must not become a
// scheme or a fragment.
func uri(file string) string {
	slashed := filepath.ToSlash(file)
	if filepath.IsAbs(file) {
		return (&url.URL{Scheme: "file", Path: "/" + strings.TrimLeft(slashed, "/")}).String()
	}
	return (&url.URL{Path: slashed}).String()
}
