package suggest

import "github.com/buildctx/buildctx/ignore/diag"

// versionControl finds repositories. A build that asks git for its version
// needs .git, so that a RUN that does so makes it a question.
var versionControl = &Heuristic{
	ID:       "version-control",
	Title:    "repositories of version control",
	Category: VCS,
	Names: []Name{
		{Pattern: ".git", Why: "version control", Trust: Sure, Inside: []string{"HEAD"}},
		// That of a worktree or submodule goes along, and is too small to go alone.
		{Pattern: ".git", Type: File, Why: "version control", Trust: Sure, Min: light},
		{Pattern: ".hg", Why: "version control", Trust: Sure, Inside: []string{"store"}},
		{Pattern: ".svn", Why: "version control", Trust: Sure, Inside: []string{"wc.db"}},
		{Pattern: ".bzr", Why: "version control", Trust: Sure, Inside: []string{"branch-format"}},
		{Pattern: ".jj", Why: "version control", Trust: Sure, Inside: []string{"repo"}},
		{Pattern: "CVS", Why: "version control", Trust: Marked, Inside: []string{"Root"}, Min: light},
		{Pattern: "_darcs", Why: "version control", Trust: Sure, Inside: []string{"format"}},
		{Pattern: ".fslckout", Type: File, Why: "version control", Trust: Sure},
	},
	Run: func(p *Pass) {
		if p.Name.Pattern == ".git" {
			if by := p.runs.version(); by != "" {
				p.Take(diag.Review, by)
				return
			}
		}
		p.Take(diag.Safe, evidence(p.Marker(), p.untouched()...)...)
	},
}

// untouched says that no RUN names git, if there is any RUN.
func (p *Pass) untouched() []string {
	if len(p.runs.lines) == 0 {
		return nil
	}
	return []string{"no RUN names git"}
}
