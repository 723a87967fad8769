package lint

import (
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

const bom = "\ufeff"

// bomAfterFirstLine finds byte order marks that are part of a pattern. Builders
// take one off the first line alone (moby/patternmatcher ignorefile.go,
// ReadAll).
var bomAfterFirstLine = &Rule{
	ID: "bom-after-first-line", Severity: diag.Warning, Builders: []ignore.Builder{ignore.BuildKit, ignore.Classic},
	What: "A line that is not the first begins with a byte order mark, as files have it that were put together.",
	Why:  "Nobody can see it, and the builder takes it for a part of the name: the line matches nothing.",
	Bad:  Example{Ignore: "a\n\ufeffdist\n", Files: "dist/x", Fixed: "a\ndist\n"},
	Good: Example{Ignore: "\ufeffa\ndist\n", Files: "dist/x"},
	Run: func(p *Pass) {
		for _, r := range p.rules() {
			if !strings.HasPrefix(r.Pattern, bom) {
				continue
			}
			at := r.Start + strings.Index(r.Text, bom)
			p.Report(r, Finding{
				Help:  "remove the mark",
				Fixes: []diag.Fix{p.fix("remove the mark", diag.Edit{Start: at, End: at + len(bom)})},
			}, "a byte order mark stands before this name, and is a part of it")
		}
	},
}
