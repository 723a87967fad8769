package analysis

import (
	"context"
	"slices"

	"github.com/buildctx/buildctx/cmd/internal/git"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/layercache"
)

// askHistory asks git for the last commits, while the directory is read. It
// returns a function that waits for the answer, which is nil where nothing was
// asked or git cannot tell: [askGit] says why.
func askHistory(ctx context.Context, dir string, frugal, asked bool) func() *git.History {
	if !asked {
		return func() *git.History { return nil }
	}
	dir, err := realDir(dir)
	ask := ahead(frugal, func() (*git.History, error) {
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
func (r *Result) layerCache() []layercache.Step {
	proposed := r.Build
	if r.Proposal != nil {
		proposed.Ignore = ignore.Parse(r.Ignore.Name, r.Proposal.After)
	}
	return layercache.Steps(r.Prediction, r.contents.head, layercache.Changes{
		Commits: withGit(r.Tree, r.History.Commits), Proposed: proposed.Matcher(), IgnoreFile: r.known.FilePath,
	})
}

// withGit adds to each commit what it changes in the repository itself, where
// that lies in the build context.
func withGit(t *buildcontext.Tree, commits [][]string) [][]string {
	i, ok := t.Child(0, ".git")
	if !ok || !t.IsDir(i) {
		return commits
	}
	out := make([][]string, len(commits))
	for k, paths := range commits {
		out[k] = append(slices.Clone(paths), ".git/index")
	}
	return out
}
