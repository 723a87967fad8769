package lint

import (
	"github.com/buildctx/buildctx/ignore/diag"
)

// worktreeGitFile finds builds that ask git, with a .git that leads elsewhere.
var worktreeGitFile = &Rule{
	ID: "worktree-git-file", Local: true, Severity: diag.Warning,
	What: "Something in the build asks git about the repository, and .git is the file of a worktree or of a submodule.",
	Why:  "It leads out of the build context, so that git fails in the build, whatever is sent. A clone has a .git of its own.",
	Bad:  Example{Files: "a", Git: true, Worktree: true, Dockerfile: "FROM alpine/git\nCOPY . /\nRUN git describe --always\n"},
	Good: Example{Files: "a", Git: true, Dockerfile: "FROM alpine/git\nCOPY . /\nRUN git describe --always\n"},
	Run: func(p *Pass) {
		if s := p.GitState; s != nil && s.Apart() && p.Builds.AsksGit().By != "" {
			p.reportAt(p.whole(), Finding{Help: "build from a clone, or give the build the version with --build-arg"}, "%s; %s", p.Builds.AsksGit().By, s.Why)
		}
	},
}
