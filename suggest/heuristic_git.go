package suggest

import (
	"strings"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// versionControl finds repositories. A build that asks git for its version
// needs .git, so that a RUN that does so makes it a question.
var versionControl = &heuristic{
	id:       "version-control",
	title:    "repositories of version control",
	category: catalog.VCS,
	run: func(p *pass) {
		if p.name.Holder {
			p.nested()
			return
		}
		if p.name.Pattern == ".git" {
			if by := p.Builds.AsksGit().By; by != "" {
				p.take(diag.Review, by)
				return
			}
		}
		p.takeMarked(diag.Safe, p.marker(), p.untouched()...)
	},
}

// untouched says that no RUN names git, if there is any RUN. The compiler of Go
// notes the revision all the same (cmd/go, -buildvcs).
func (p *pass) untouched() []string {
	if !p.Builds.RunsAny() {
		return nil
	}
	facts := []string{"no RUN names git"}
	if p.name.Pattern == ".git" && p.Head != nil && p.Builds.CompilesGo() {
		facts = append(facts, "no program reads the revision that go build notes")
	}
	return facts
}

// nested judges a checkout within the repository that it is no part of: a
// working tree of another branch, which holds the whole project once more, or a
// clone. Submodules are tracked.
func (p *pass) nested() {
	switch {
	case p.Git == nil, p.tracked():
	case !p.name.Dir:
		if strings.Contains(string(p.Head(p.path()+"/.git", headSize)), "/worktrees/") {
			p.untracked()
		}
	case p.ignored():
		// Tools such as vcs and west, and scripts, clone what a build works
		// with.
		p.carried(diag.Safe)
		if p.Builds.Taken(p.entry) {
			p.doubt("a stage takes it")
		}
	case p.weight() >= heavy:
		p.carried(diag.Review)
		p.found.open = true
	}
}

// gitIgnored asks about what is heavy, ignored by git, and not known by any
// name: a fresh clone does not have it, so the build can hardly need it.
var gitIgnored = &heuristic{
	id:       "git-ignored",
	title:    "heavy paths that git ignores",
	category: catalog.Other,
	run: func(p *pass) {
		if p.ignored() && p.weight() >= heavy {
			p.take(diag.Review, "a fresh clone does not have it")
			if by, _ := p.Reading.NamedBy(p.entry, 1, p.Eligible.Sent); by != "" {
				p.found.evidence = append(p.found.evidence, by)
			}
		}
	},
}

// anyName stands for the name of what is known by none.
var anyName = &catalog.Artefact{Facts: catalog.Facts{Why: "ignored by git", Min: heavy}}
