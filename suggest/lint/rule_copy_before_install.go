package lint

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// copyBeforeInstall finds copies of everything before the command that installs
// what a few files name.
var copyBeforeInstall = &Rule{
	ID: "copy-before-install", Severity: diag.Info,
	What: "The whole build context is copied before a command that installs what a few files name.",
	Why: "A change of any file has the builder install everything again. Where only the manifests are copied first, and the rest behind the command, " +
		"it takes the layer from its cache until one of them changes.",
	Bad:  Example{Files: "package.json={} package-lock.json={} src/a.js", Dockerfile: "FROM node\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"},
	Good: Example{Files: "package.json={} package-lock.json={} src/a.js", Dockerfile: "FROM node\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\n"},
	Run: func(p *Pass) {
		for _, e := range p.Early {
			run := p.dockerfile.line(e.Line)
			p.reportAt(p.dockerfile.source(&e.Source, 0), Finding{
				Help:    firstCopy(e.Manifests) + ", and the rest behind it",
				Related: []diag.Related{{File: run.File, Start: run.Start, End: run.End, Message: "this runs again when any file changes"}},
			}, "the whole build context is copied before line %d, which works with %s alone", e.Line, strings.Join(e.Manifests, ", "))
		}
	},
}

// firstCopy says how to copy manifests before all else. COPY knows no "**", and
// puts files of several directories into one unless it is told not to.
func firstCopy(manifests []string) string {
	if slices.ContainsFunc(manifests, func(m string) bool { return strings.HasPrefix(m, "**/") }) {
		return "copy only the manifests before it, in their directories (COPY --parents keeps these)"
	}
	return "copy only " + strings.Join(manifests, " ") + " before it"
}
