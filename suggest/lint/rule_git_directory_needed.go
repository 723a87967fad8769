package lint

import (
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/gitstate"
)

// gitDirectoryNeeded finds builds that ask git, and are not sent the
// repository.
var gitDirectoryNeeded = &Rule{
	ID: "git-directory-needed", Local: true, Severity: diag.Info,
	What: "Something in the build asks git about the repository, and .git is not sent, or only a part of it.",
	Why:  "git fails there, and a version that is made from it is lost. Scripts that bear that are fine; others had better be given the version with --build-arg.",
	Bad:  Example{Ignore: ".git\n", Files: "a", Git: true, Dockerfile: "FROM alpine/git\nCOPY . /\nRUN git describe --always\n"},
	Good: Example{Ignore: ".git\n", Files: "a", Git: true, Dockerfile: "FROM alpine/git\nCOPY . /\nRUN ls\n"},
	Run: func(p *Pass) {
		s := p.GitState
		if s == nil || p.Builds.AsksGit().By == "" || s.Directory != gitstate.Here || s.Dirty != nil {
			return
		}
		p.reportAt(p.whole(), Finding{Help: "send .git, or give the build the version with --build-arg"}, "%s; %s", p.Builds.AsksGit().By, s.Why)
	},
}
