package lint

import (
	"slices"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var filterDisabled = &Rule{
	ID: "filter-disabled", Severity: diag.Warning, Varies: "info for bind mounts", Builders: []ignore.Builder{ignore.BuildKit},
	What: "An instruction has BuildKit ask for more than the Dockerfile names: for the whole build context, or for all that a wildcard matches.",
	Why: "BuildKit sends only what COPY, ADD and mounts name. A tmpfs mount, a bind mount without a source, or a link that leads to the root asks for everything, " +
		"whatever the other lines say.",
	Bad:  Example{Dockerfile: "FROM alpine\nCOPY app /app\nRUN --mount=target=/src ls /src\n", Files: "app data"},
	Good: Example{Dockerfile: "FROM alpine\nCOPY app /app\nRUN --mount=source=data,target=/src ls /src\n", Files: "app data/x"},
	Run: func(p *Pass) {
		if !p.seen() || !slices.ContainsFunc(p.Sources(), isNarrow) {
			return
		}
		said := make(map[string]bool)
		p.silent(predict.MoreSent, func(e predict.SilentEffect, at Span) {
			if said[e.Message] {
				return
			}
			said[e.Message] = true
			f, info := Finding{Help: "give the mount a source, or copy the path that the link leads to"}, diag.Info
			switch {
			case e.Source.Mount && e.Source.Unused:
				f.Help = "use a cache mount, or a directory of the image"
			case e.Source.Mount:
				f.Severity = &info // it is an idiom of those who build from a mount
			}
			p.reportAt(at, f, "%s", e.Message)
		})
	},
}

// isNarrow reports whether a source asks for less than everything, so that it
// matters when another one does.
func isNarrow(s *needs.Source) bool { return !s.Whole && s.Path != "" && !s.Unused }
