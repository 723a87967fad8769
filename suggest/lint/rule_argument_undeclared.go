package lint

import (
	"fmt"
	"slices"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
)

var argumentUndeclared = &Rule{
	ID: "argument-undeclared", Severity: diag.Warning, Varies: "error where the build fails",
	What: "A source uses an argument that its stage does not declare, such as TARGETPLATFORM.",
	Why: "The arguments of the platform, and those before the first FROM, are known in a stage only below an ARG line with their name; the variable is empty otherwise. " +
		"BuildKit's own check of that is UndefinedVar.",
	URL:  "https://docs.docker.com/reference/build-checks/undefined-var/",
	Bad:  Example{Dockerfile: "FROM alpine\nCOPY $TARGETARCH/app /\n", Files: "amd64/app arm64/app"},
	Good: Example{Dockerfile: "FROM alpine\nARG TARGETARCH=amd64\nCOPY $TARGETARCH/app /\n", Files: "amd64/app arm64/app"},
	Run: func(p *Pass) {
		if !p.seen() {
			return
		}
		var failing []*needs.Source
		p.refusals(predict.SourceMissing, func(x predict.Refusal, _ Span) { failing = append(failing, x.Source) })
		w, severity := p.dockerfile.placer(), diag.Error
		for _, s := range p.Sources() {
			at := w.place(s)
			if s.Undeclared == "" {
				continue
			}
			f := Finding{Help: fmt.Sprintf("write ARG %s above this line, below FROM", s.Undeclared)}
			if slices.Contains(failing, s) {
				f.Severity = &severity
			}
			p.reportAt(at, f, "%s is empty in stage %s, which has no ARG %s", s.Undeclared, s.Stage, s.Undeclared)
		}
	},
}
