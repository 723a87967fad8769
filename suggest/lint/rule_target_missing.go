package lint

import (
	"strings"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
)

var targetMissing = &Rule{
	ID: "target-missing", Severity: diag.Error,
	What: "The stage that is to be built (--target) is not in the Dockerfile.",
	Why:  "The build fails. A stage has the name that follows AS, in any case, or the number of its FROM line.",
	Bad:  Example{Dockerfile: "FROM scratch AS build\nCOPY a /\n", Files: "a", Target: "bulid"},
	Good: Example{Dockerfile: "FROM scratch AS build\nCOPY a /\n", Files: "a", Target: "Build"},
	Run: func(p *Pass) {
		p.refusals(predict.TargetMissing, func(x predict.Refusal, _ Span) {
			p.reportAt(p.refusedAt(x), Finding{Help: stageNames(p.Needs.Stages)}, "%s", x.Message)
		})
	},
}

// stageNames says which stages have a name.
func stageNames(all []needs.Stage) string {
	var names []string
	for _, s := range all {
		if s.Name != "" {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return "no stage of the Dockerfile has a name"
	}
	return "stages: " + strings.Join(names, ", ")
}
