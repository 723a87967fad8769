package lint

import (
	"strings"

	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var sourceNoPattern = &Rule{
	ID: "source-no-pattern", Severity: diag.Error, Builders: []ignore.Builder{ignore.BuildKit},
	What: "A source has a bracket that opens a class of characters and does not close it, or a class that is none.",
	Why:  "BuildKit reads sources as patterns, and refuses all of them for one that is none. The brackets that the manual has around options are not typed.",
	Bad:  Example{Dockerfile: "FROM scratch\nCOPY [--chown=root:root] ./keys /\n", Files: "keys"},
	Good: Example{Dockerfile: "FROM scratch\nCOPY --chown=root:root ./keys /\n", Files: "keys"},
	Run: func(p *Pass) {
		p.refusals(predict.SourceNoPattern, func(x predict.Refusal, at Span) {
			help := "write [[] for a bracket of a name"
			if flag, ok := strings.CutPrefix(x.Source.Pattern, "[--"); ok {
				help = "options have no brackets: --" + strings.TrimSuffix(flag, "]")
			}
			p.reportAt(at, Finding{Help: help}, "%s is no pattern, and the build fails", quoted(x.Source.Pattern))
		})
	},
}
