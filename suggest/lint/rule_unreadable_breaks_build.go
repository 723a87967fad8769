package lint

import (
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
)

var unreadableBreaksBuild = &Rule{
	ID: "unreadable-breaks-build", Local: true, Severity: diag.Error,
	What: "The builder stops at something that it may not read or cannot look at.",
	Why: "BuildKit stops at a directory that it enters and may not read, and leaves alone what is excluded; the classic client looks at excluded directories, too, " +
		"and stops at files.",
	Bad:  Example{Ignore: "a\n", Files: "pgdata/! b"},
	Good: Example{Ignore: "pgdata\n", Files: "pgdata/x b"},
	Run: func(p *Pass) {
		p.refusals(predict.Unreadable, func(x predict.Refusal, _ Span) {
			p.reportAt(Span{File: p.shown(x.File)}, Finding{Help: "exclude it, or let the user who builds read it"}, "%s", x.Message)
		})
	},
}
