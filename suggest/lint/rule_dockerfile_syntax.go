package lint

import (
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
)

var dockerfileSyntax = &Rule{
	ID: "dockerfile-syntax", Severity: diag.Error,
	What: "The builder refuses an instruction of the Dockerfile.",
	Why: "The build fails, and what the Dockerfile asks for is known in part or not at all, so that other rules may find less. " +
		"The message is the builder's own; Docker's classic builder refuses what only BuildKit knows, such as here-documents and RUN --mount.",
	Bad:  Example{Dockerfile: "FROM scratch\nCOPPY a /\n", Files: "a"},
	Good: Example{Dockerfile: "FROM scratch\nCOPY a /\n", Files: "a"},
	Run: func(p *Pass) {
		for _, kind := range []predict.RefusalKind{predict.BadInstruction, predict.Concealed} {
			p.refusals(kind, func(x predict.Refusal, _ Span) { p.reportAt(p.refusedAt(x), Finding{}, "%s", x.Message) })
		}
	},
}
