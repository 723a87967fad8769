package analysis

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/buildctx/buildctx/cmd/internal/git"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/gitstate"
)

// search looks for what should not be sent, proves a better ignore file where
// one is wanted, and asks what spoils the layer cache.
func (r *Result) search(a answers) {
	if r.Request.Wire {
		r.Ledger.Ahead()
	}
	in := r.input()
	compared := func() *gitstate.State { return nil }
	switch facts, err := a.facts(); {
	case err == nil:
		in.Git, r.Git = facts, facts
		compared = compareGit(r.Prediction, facts, in.Head, a.frugal, r.Notes)
	case !errors.Is(err, git.ErrNone):
		in.GitSilent = true
		r.knowLess(fmt.Sprintf("What git tracks and ignores is not known: %v.", err))
	}
	r.known = in
	if r.Request.Depth >= Proposed {
		r.propose()
	} else {
		r.Candidates = suggest.Find(in)
	}
	r.ByEntry = suggest.ByEntry(r.Candidates)
	if r.Request.Heaviest > 0 {
		r.Heaviest = suggest.Heaviest(r.Sent, r.Candidates, r.Request.Heaviest)
	}
	if s := compared(); s != nil {
		r.GitState = s
		r.IgnoredSent, r.UntrackedSent = withoutCandidates(r.Sent, r.ByEntry, s.Ignored), withoutCandidates(r.Sent, r.ByEntry, s.Untracked)
		if s.Apart() {
			r.GitAsked = in.Builds.AsksGit().By
		}
	}
	if r.Proposal != nil {
		r.Projected = r.project()
	}
	if r.History = a.history(); r.History != nil {
		r.Cache = r.layerCache()
	}
}

// input is what the proposal is made from, but for what git knows.
func (r *Result) input() suggest.Case {
	own := r.InContext
	if r.Concealed {
		own = below(r.Tree.Root(), r.Dockerfile)
	}
	alone := r.file.isOwnOf(r.Dockerfile, r.Builder)
	names := r.Builder.OwnNames(r.Dockerfile)
	if len(names) > 0 && !alone && r.Dockerfile != "" && r.Dockerfile != "-" && !r.file.replaced {
		r.OwnIgnoreFile = names[0]
	}
	known := len(r.Unknowns)
	share := &sharing{request: r.Request, build: r.build, tree: r.Tree, own: own, set: r.ShownNeeds(), alone: alone, notes: r.Notes}
	in := suggest.NewCase(r.Prediction, share.needs(), r.contents.head)
	in.FilePath = r.ignoreInTree()
	in.Allocated = func(path string) (int64, bool) { return scan.Allocated(r.Tree.Root(), path) }
	in.Unsure = slices.Clone(r.Unknowns[known:])
	if why := r.unproven(); why != "" {
		in.Unsure = append(in.Unsure, strings.ToUpper(why[:1])+why[1:]+".")
	}
	for _, need := range in.Sharing {
		if need.Set != nil && !slices.Contains(r.Dockerfiles, need.Dockerfile) {
			r.Dockerfiles = append(r.Dockerfiles, need.Dockerfile)
		}
	}
	return in
}

// propose makes a proposal and proves it. Meanwhile it looks for what an ignore
// file of its own could leave out for the Dockerfile.
func (r *Result) propose() {
	split := func() []suggest.Split { return nil }
	if r.OwnIgnoreFile != "" {
		split = sync.OnceValue(func() []suggest.Split { return suggest.Splits(r.known, r.Dockerfile) })
		go split()
	}
	r.Candidates = suggest.Find(r.known)
	r.Proposal = suggest.Plan(r.known, r.Candidates, suggest.Options{
		Level: r.Request.Level, Mode: r.Request.Mode, Idle: r.Request.Idle, Tidy: r.Request.Tidy,
	})
	r.Proposal.Split = split()
}

// project is what the transfer of the build context costs when the proposal is
// in place. The new ignore file counts with its new size if it is sent. The
// figures are nil where they are not known.
func (r *Result) project() *buildcontext.Wire {
	if wire, _ := r.Transfers.Main(); wire == nil || bytes.Equal(r.Proposal.Before, r.Proposal.After) {
		return wire
	}
	build, attributes := r.Build, r.Transfers.Attributes
	if file := r.known.FilePath; file != "" {
		dir, ok := r.Tree.Lookup(path.Dir(file))
		if i, there := r.Tree.Lookup(file); !ok || there && !r.Tree.Mode(i).IsRegular() {
			return nil // written through a link
		}
		list, at, added := r.Tree.Listing().WithFile(dir, path.Base(file), scan.Entry{
			Mode: 0o644, Size: int64(len(r.Proposal.After)), ModTime: time.Now().UnixNano(),
		})
		if build.Tree = buildcontext.New(list); added {
			attributes = attributes.Shifted(at)
		}
	}
	build.Ignore, build.Rules = ignore.Parse(r.Ignore.Name, r.Proposal.After), nil
	return predict.New(build).Wire(attributes)
}

// ignoreInTree is where the ignore file lies in the build context, or would
// lie if there were one.
func (r *Result) ignoreInTree() string {
	name := r.IgnorePath
	if name == "" {
		name = filepath.Join(r.Request.Dir, r.Ignore.Name)
	}
	if rel := below(r.Tree.Root(), name); filepath.IsLocal(rel) {
		return rel
	}
	return ""
}

// below is a path on the disk as a path below the root of the build context; it
// may lead outside.
func below(root, path string) string {
	dir, err := realDir(filepath.Dir(path))
	if err != nil {
		return ""
	}
	rel, err := filepath.Rel(root, filepath.Join(dir, filepath.Base(path)))
	if err != nil {
		return ""
	}
	return filepath.ToSlash(rel)
}

// Accept makes a new proposal, and proves it, of those lines of the old one
// that are accepted, be they safe or to be reviewed.
func (r *Result) Accept(lines []suggest.Suggestion) {
	accepted := make(map[uint32]bool)
	for _, s := range lines {
		for _, i := range s.Entries {
			accepted[i] = true
		}
	}
	var found []suggest.Candidate
	for _, c := range r.Candidates {
		c.Entries = slices.DeleteFunc(slices.Clone(c.Entries), func(i uint32) bool { return !accepted[i] })
		if len(c.Entries) > 0 {
			found = append(found, c)
		}
	}
	r.Proposal = suggest.Plan(r.known, found, suggest.Options{Level: diag.Review})
}
