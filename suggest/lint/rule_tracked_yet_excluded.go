package lint

import (
	"fmt"

	"github.com/buildctx/buildctx/ignore/diag"
)

// trackedYetExcluded finds tracked files that are kept out while .git is sent.
var trackedYetExcluded = &Rule{
	ID: "tracked-yet-excluded", Local: true, Severity: diag.Info, Varies: "warning where the build asks git whether files have changed",
	What: "Files that git tracks are kept out while .git is sent.",
	Why:  "To git in the build they are deleted: versions made from it end in -dirty, whatever else has changed.",
	Bad:  Example{Ignore: "docs\n", Files: "a docs/x", Git: true, Dockerfile: "FROM alpine/git\nCOPY . /\nRUN git describe --always --dirty\n"},
	Good: Example{Ignore: ".git\ndocs\n", Files: "a docs/x", Git: true, Dockerfile: "FROM alpine/git\nCOPY . /\nRUN ls\n"},
	Run: func(p *Pass) {
		s := p.GitState
		if s == nil || s.Dirty == nil || !*s.Dirty || s.Excluded.Files == 0 {
			return
		}
		f := Finding{Help: "keep out .git, too, or send them"}
		message := fmt.Sprintf("git tracks what is kept out while .git is sent (%s): versions made from git say -dirty", p.names(s.Excluded))
		if p.Builds.AsksGit().Changes {
			warning := diag.Warning
			f.Severity, message = &warning, message+"; "+p.Builds.AsksGit().By
		}
		p.reportAt(p.whole(), f, "%s", message)
	},
}
