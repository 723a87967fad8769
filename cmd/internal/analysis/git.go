package analysis

import (
	"context"
	"maps"
	"slices"

	"github.com/buildctx/buildctx/cmd/internal/git"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/gitstate"
)

// askGit asks git about the directory, while that is read. It returns a
// function that waits for the answer.
func askGit(ctx context.Context, dir string, frugal bool) func() (*git.Facts, error) {
	dir, err := realDir(dir)
	return ahead(frugal, func() (*git.Facts, error) {
		if err != nil {
			return nil, err
		}
		return git.Ask(ctx, dir)
	})
}

// compareGit compares what is sent with what git knows, while other work is
// done. It returns a function that waits for the answer.
func compareGit(p *predict.Prediction, facts *git.Facts, head func(string, int) []byte, frugal bool, notes *Notes) func() *gitstate.State {
	in := gitstate.Input{
		Tree: p.Tree, Eligible: p.Eligible, Sent: p.Sent, Dropped: p.Dropped(), Known: p.Known(),
		Check: facts.Check, Head: head,
	}
	in.Index.Paths, in.Index.Modules, in.Index.Unchecked = facts.Index()
	compare := ahead(frugal, func() (*gitstate.State, error) { return gitstate.New(in), nil })
	return func() *gitstate.State {
		s, _ := compare()
		if s.Ignored == nil {
			notes.knowLess("Which paths are sent that git does not track is not known: " + why(facts.Err()) + ".")
		}
		if s.Directory == gitstate.Here && !p.Builder.FiltersMounts() && mounts(p) {
			s.Dirty, s.Why = nil, "Buildah applies no ignore rule to a mount"
		}
		return s
	}
}

// why says why git does not tell what it ignores.
func why(silent error) string {
	if silent == nil {
		return "there are too many to ask git about"
	}
	return silent.Error()
}

// mounts reports whether a RUN mounts something of the build context.
func mounts(p *predict.Prediction) bool {
	return slices.ContainsFunc(p.Sources(), func(s *needs.Source) bool { return s.Mount })
}

// withoutCandidates is the part of paths that no candidate stands for.
func withoutCandidates(sent *buildcontext.View, candidates suggest.Entries, paths *gitstate.Paths) *gitstate.Paths {
	if paths == nil {
		return nil
	}
	out := &gitstate.Paths{}
	sums := sent.Sums()
	sorted := slices.Sorted(maps.Keys(candidates))
	for _, p := range paths.Paths {
		if candidates.Holds(sent.Tree, p.Entry) {
			continue
		}
		n, _ := slices.BinarySearch(sorted, p.Entry)
		for ; n < len(sorted) && sorted[n] < sent.Tree.End(p.Entry); n++ {
			p.Files -= int(sums.At(sorted[n]).Files)
			p.Bytes -= sums.At(sorted[n]).Bytes
		}
		if p.Files > 0 {
			out.Files += p.Files
			out.Bytes += max(p.Bytes, 0)
			out.Paths = append(out.Paths, p)
		}
	}
	return out
}
