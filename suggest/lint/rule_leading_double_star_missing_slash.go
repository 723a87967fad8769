package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// leadingDoubleStar finds "**foo". The stars match any beginning, slashes or
// not (moby/patternmatcher, compile).
var leadingDoubleStar = &Rule{
	ID: "leading-double-star-missing-slash", Severity: diag.Warning,
	What: "A name follows \"**\" without a slash between them.",
	Why:  "\"**foo\" matches whatever ends in \"foo\", \"barfoo\" too; \"**/foo\" matches that name at any depth.",
	Bad:  Example{Ignore: "**node_modules\n", Files: "a", Fixed: "**/node_modules\n"},
	Good: Example{Ignore: "**/node_modules\n**.log\n**\na/**\n", Files: "a"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			name, found := strings.CutPrefix(r.Pattern, "**")
			if !found || name == "" || strings.ContainsAny(name[:1], "/*.?[") {
				continue
			}
			start := r.Start + strings.LastIndex(r.Text, "**"+name) + 2
			if !strings.HasSuffix(r.Text, "**"+name) {
				continue // it is written in a way of its own
			}
			p.Report(r, Finding{
				Help:  "write **/" + name,
				Fixes: []diag.Fix{p.fix("put the slash there", diag.Edit{Start: start, End: start, New: "/"})},
			}, "this matches whatever ends in %q, other names too", name)
		}
	},
}

// withoutSlash is the name that follows "**" without a slash; empty for another
// pattern.
func withoutSlash(r *ignore.Rule) string {
	name, found := strings.CutPrefix(r.Pattern, "**")
	if !found || name == "" || strings.ContainsAny(name[:1], "/*.?[") {
		return ""
	}
	return name
}
