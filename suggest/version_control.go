package suggest

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// versionControl finds repositories. A build that asks git for its version
// needs .git, so that a RUN that does so makes it a question.
var versionControl = &Heuristic{
	ID:       "version-control",
	Title:    "repositories of version control",
	Category: catalog.VCS,
	Run: func(p *Pass) {
		if p.Name.Holder {
			p.nested()
			return
		}
		if p.Name.Pattern == ".git" {
			if by := p.runs.AsksGit(); by != "" {
				p.Take(diag.Review, by)
				return
			}
		}
		p.Take(diag.Safe, evidence(p.Marker(), p.untouched()...)...)
	},
}

// untouched says that no RUN names git, if there is any RUN. The compiler of Go
// notes the revision all the same (cmd/go, -buildvcs).
func (p *Pass) untouched() []string {
	if !p.runs.RunsAny() {
		return nil
	}
	facts := []string{"no RUN names git"}
	if p.Name.Pattern == ".git" && p.Head != nil && p.runs.CompilesGo() {
		facts = append(facts, "no program reads the revision that go build notes")
	}
	return facts
}

// nested judges a checkout within the repository that it is no part of: a working
// tree of another branch, which holds the whole project once more, or a clone.
// Submodules are tracked.
func (p *Pass) nested() {
	switch {
	case p.Git == nil, p.Tracked():
	case !p.Name.Dir:
		if strings.Contains(string(p.Head(p.Path()+"/.git", headSize)), "/worktrees/") {
			p.untracked()
		}
	case p.Ignored():
		// Tools such as vcs and west, and scripts, clone what a build works with.
		p.carried(diag.Safe)
		if p.runs.Taken(p.Entry) {
			p.doubt("a stage takes it")
		}
	case p.Weight() >= heavy:
		p.carried(diag.Review)
		p.found.open = true
	}
}

// gitIgnored asks about what is heavy, ignored by git, and not known by any
// name: a fresh clone does not have it, so the build can hardly need it.
var gitIgnored = &Heuristic{
	ID:       "git-ignored",
	Title:    "heavy paths that git ignores",
	Category: catalog.Other,
	Run: func(p *Pass) {
		if p.Ignored() && p.Weight() >= heavy {
			p.Take(diag.Review, "a fresh clone does not have it")
		}
	},
}

// anyName stands for the name of what is known by none.
var anyName = &catalog.Artefact{Facts: catalog.Facts{Why: "ignored by git", Min: heavy}}
