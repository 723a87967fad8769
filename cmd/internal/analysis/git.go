package analysis

import (
	"maps"
	"slices"

	"github.com/buildctx/buildctx/cmd/internal/git"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/gitstate"
)

// compareGit compares what is sent with what git knows, while other work is
// done. It returns a function that waits for the end.
func (r *Result) compareGit(facts *git.Facts, in suggest.Input) (wait func()) {
	state := gitstate.Input{
		Tree: r.Tree, Eligible: r.Eligible, Sent: r.Sent, Dropped: r.dropped(), Known: r.Known(),
		Check: facts.Check, Head: in.Head,
	}
	state.Index.Paths, state.Index.Modules, state.Index.Unchecked = facts.Index()
	compare := ahead(r.frugal, func() (*gitstate.State, error) { return gitstate.New(state), nil })
	return func() {
		s, _ := compare()
		if s.Ignored == nil {
			r.knowLess("Which paths are sent that git does not track is not known: " + why(facts.Err()) + ".")
		}
		if s.Directory == gitstate.Here && r.Request.Builder == ignore.Buildah && r.mounts() {
			s.Dirty, s.Why = nil, "Buildah applies no ignore rule to a mount"
		}
		if s.Apart() {
			r.GitAsked = suggest.AsksGit(in).By
		}
		r.GitState = s
	}
}

// why says why git does not tell what it ignores.
func why(silent error) string {
	if silent == nil {
		return "there are too many to ask git about"
	}
	return silent.Error()
}

// dropped are the entries that the classic client sends although the ignore
// file names them, and that the daemon throws away.
func (r *Result) dropped() []uint32 {
	if r.Request.Builder != ignore.Classic {
		return nil
	}
	var out []uint32
	rules := r.Ignore.Matcher(ignore.Classic)
	for _, name := range []string{dockerignore, r.InContext} {
		if i, ok := r.Tree.Lookup(name); ok && i != 0 && rules.Decide(name).Matched {
			out = append(out, i)
		}
	}
	return out
}

// mounts reports whether a RUN mounts something of the build context.
func (r *Result) mounts() bool {
	return slices.ContainsFunc(r.Sources(), func(s *needs.Source) bool { return s.Mount })
}

// NotCandidates is the part of paths that no candidate stands for.
func (r *Result) NotCandidates(paths gitstate.Paths) gitstate.Paths {
	var out gitstate.Paths
	sums, candidates := r.Sent.Sums(), r.candidateEntries()
	sorted := slices.Sorted(maps.Keys(candidates))
	for _, p := range paths.Paths {
		if candidates.in(r.Tree, p.Entry) {
			continue
		}
		n, _ := slices.BinarySearch(sorted, p.Entry)
		for ; n < len(sorted) && sorted[n] < r.Tree.End(p.Entry); n++ {
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

// GitShouldGo reports whether .git is found not to be needed.
func (r *Result) GitShouldGo() bool {
	i, ok := r.Tree.Lookup(".git")
	c := r.candidateEntries()[i]
	return ok && c != nil && c.Safety == diag.Safe
}
