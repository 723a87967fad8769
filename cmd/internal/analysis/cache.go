package analysis

import (
	"context"
	"slices"

	"github.com/buildctx/buildctx/cmd/internal/git"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/layercache"
)

// askHistory asks git for the last commits, while the directory is read. It
// returns a function that waits for the answer, which is nil where nothing was
// asked or git cannot tell: [Result.askGit] says why.
func (r *Result) askHistory(ctx context.Context) func() *git.History {
	if !r.Request.Cache || r.ShownNeeds() == nil || len(r.Needs.Commands) == 0 {
		return func() *git.History { return nil }
	}
	dir, err := r.realDir()
	ask := ahead(r.frugal, func() (*git.History, error) {
		if err != nil {
			return nil, err
		}
		return git.Log(ctx, dir)
	})
	return func() *git.History {
		h, _ := ask()
		return h
	}
}

// layerCache holds the last commits against what the build runs.
func (r *Result) layerCache(history func() *git.History) {
	r.History = history()
	if r.History == nil {
		return
	}
	proposed := r.Build
	if r.Proposal != nil {
		proposed.Ignore = ignore.Parse(r.Ignore.Name, r.Proposal.After)
	}
	r.Cache = layercache.Steps(
		builds.Input{Tree: r.Tree, Builder: r.Request.Builder, Eligible: r.Eligible, Head: r.head},
		layercache.Changes{
			Commits: r.withGit(r.History.Commits), Set: r.Needs, Now: r.Rules, Proposed: proposed.Matcher(),
			Dockerfile: r.InContext, IgnoreFile: r.ignoreInTree(),
		})
}

// withGit adds to each commit what it changes in the repository itself, where
// that lies in the build context.
func (r *Result) withGit(commits [][]string) [][]string {
	i, ok := r.Tree.Child(0, ".git")
	if !ok || !r.Tree.IsDir(i) {
		return commits
	}
	out := make([][]string, len(commits))
	for k, paths := range commits {
		out[k] = append(slices.Clone(paths), ".git/index")
	}
	return out
}
