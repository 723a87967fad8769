package lint

import (
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

var filterDisabled = told(Rule{
	ID: "filter-disabled", Severity: diag.Warning, Varies: "info for bind mounts", Builders: []ignore.Builder{ignore.BuildKit},
	What: "An instruction has BuildKit ask for more than the Dockerfile names: for the whole build context, or for all that a wildcard matches.",
	Why: "BuildKit sends only what COPY, ADD and mounts name. A tmpfs mount, a bind mount without a source, or a link that leads to the root asks for everything, " +
		"whatever the other lines say.",
	Bad:  Example{Dockerfile: "FROM alpine\nCOPY app /app\nRUN --mount=target=/src ls /src\n", Files: "app data"},
	Good: Example{Dockerfile: "FROM alpine\nCOPY app /app\nRUN --mount=source=data,target=/src ls /src\n", Files: "app data/x"},
}, "give the mount a source, or copy the path that the link leads to")
