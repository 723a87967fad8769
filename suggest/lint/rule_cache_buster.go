package lint

import (
	"fmt"
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
)

// cacheBuster finds commands that take long, and that the builder runs again
// because of files that they do not work with.
var cacheBuster = &Rule{
	ID: "cache-buster", Local: true, Severity: diag.Info,
	What: "Files that change often are copied before a command that takes long and does not work with them.",
	Why: "Each such commit has the builder run the command again. It is counted for the last commits; what the ignore file keeps out, and what is copied behind the " +
		"command, does not count.",
	Bad: Example{
		Files: "package.json={} README.md", Git: true, Commits: 12, Changed: "README.md", Ignore: ".git\n",
		Dockerfile: "FROM node\nCOPY . .\nRUN npm run build\n",
	},
	Good: Example{
		Files: "package.json={} README.md", Git: true, Commits: 12, Changed: "README.md", Ignore: ".git\nREADME.md\n",
		Dockerfile: "FROM node\nCOPY . .\nRUN npm run build\n",
	},
	Run: func(p *Pass) {
		for _, s := range p.Steps {
			// A quarter, and as many as a person would notice.
			if vain := s.Now - s.Needed; vain < 5 || 4*s.Needed > 3*s.Now || len(s.Busters) == 0 {
				continue
			}
			var busters []string
			for _, b := range s.Busters {
				busters = append(busters, fmt.Sprintf("%s (%d)", b.Path, b.Commits))
			}
			help := "keep them out, or copy them behind the command"
			if len(s.Manifests) > 0 {
				help = firstCopy(s.Manifests)
			}
			p.reportAt(p.dockerfile.line(s.Line), Finding{Help: help},
				"%d of the last %d commits have the builder run this again, %d of them for nothing: %s", s.Now, p.Commits, s.Now-s.Needed, strings.Join(busters, ", "))
		}
	},
}
