package lint

import (
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
)

var buildRefused = &Rule{
	ID: "build-refused", Local: true, Severity: diag.Error,
	What: "The builder stops before it builds, for a reason that no other rule explains.",
	Why:  "The build fails. The message is the builder's own: the Dockerfile cannot be read, or a directory that has to be looked at for a COPY.",
	Bad:  Example{Files: "a Dockerfile/"},
	Good: Example{Dockerfile: "FROM scratch\nCOPY a /\n", Files: "a"},
	Run: func(p *Pass) {
		p.refusals(predict.Other, func(x predict.Refusal, _ Span) { p.reportAt(p.refusedAt(x), Finding{}, "%s", x.Message) })
	},
}
