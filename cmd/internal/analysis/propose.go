package analysis

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/buildctx/buildctx/cmd/internal/git"
	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// maxSharingSize is the size in bytes up to which other Dockerfiles of the build context
// are read.
const maxSharingSize = 1 << 20

// askGit asks git about the directory, while that is read. It returns a function
// that waits for the answer.
func (r *Result) askGit(ctx context.Context) func() (*git.Facts, error) {
	dir, err := r.realDir()
	return ahead(r.frugal, func() (*git.Facts, error) {
		if err != nil {
			return nil, err
		}
		return git.Ask(ctx, dir)
	})
}

// realDir is the absolute path of the build context, links resolved.
func (r *Result) realDir() (string, error) {
	dir, err := filepath.EvalSymlinks(r.Request.Dir)
	if err != nil {
		return "", err
	}
	return filepath.Abs(dir)
}

// search looks for what should not be sent, and proves a better ignore file where one is
// wanted.
func (r *Result) search(ask func() (*git.Facts, error)) {
	if r.Request.Wire {
		r.ledger.Ahead()
	}
	in := suggest.Input{
		Tree:        r.Tree,
		Builder:     r.Request.Builder,
		File:        r.Ignore,
		Eligible:    r.Eligible,
		Transferred: r.Sent,
		Replay:      r.under,
		FilePath:    r.ignoreInTree(),
		Head:        r.head,
		Allocated:   func(path string) (int64, bool) { return scan.Allocated(r.Tree.Root(), path) },
	}
	known := len(r.Unknowns)
	in.Needs = r.sharing()
	in.Unread = slices.Clone(r.Unknowns[known:])
	if why := r.Unproven(); why != "" {
		in.Unread = append(in.Unread, strings.ToUpper(why[:1])+why[1:]+".")
	}
	facts, err := ask()
	compared := func() {}
	switch {
	case err == nil:
		in.Git, r.Git = facts, facts
		compared = r.compareGit(facts, in)
	case !errors.Is(err, git.ErrNone):
		in.GitSilent = true
		r.knowLess(fmt.Sprintf("What git tracks and ignores is not known: %v.", err))
	}
	if r.Request.Depth == Searched {
		r.Candidates, r.known = suggest.Find(in), in
		compared()
		return
	}
	split := r.split(in)
	r.Candidates, r.known = suggest.Find(in), in
	r.Proposal = suggest.Plan(in, r.Candidates, suggest.Options{
		Level: r.Request.Level, Mode: r.Request.Mode, Idle: r.Request.Idle, Tidy: r.Request.Tidy,
	})
	r.Proposal.Split = split()
	compared()
	r.Projected = r.project(in.FilePath)
}

// project is what the transfer of the build context costs when the proposal is
// in place. The new ignore file, which lies at a path of the tree or elsewhere
// where that is empty, counts with its new size if it is sent. The figures are
// nil where they are not known.
func (r *Result) project(file string) *buildcontext.Wire {
	if wire, _ := r.Wire(); wire == nil || bytes.Equal(r.Proposal.Before, r.Proposal.After) {
		return wire
	}
	build, attributes := r.Build, r.attributes
	if file != "" {
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
	t := Transfer{View: predict.New(build).Sent}
	if t.measure(attributes); t.Wire != nil {
		t.inject(r)
	}
	return t.Wire
}

// ignoreInTree is where the ignore file lies in the build context, or would
// lie if there were one.
func (r *Result) ignoreInTree() string {
	name := r.IgnorePath
	if name == "" {
		name = filepath.Join(r.Request.Dir, r.Ignore.Name)
	}
	if rel := r.inTree(name); filepath.IsLocal(rel) {
		return rel
	}
	return ""
}

// under is what another ignore file leaves, and what would be sent.
func (r *Result) under(f *ignore.File) (eligible, sent *buildcontext.View) {
	other := r.Under(f)
	return other.Eligible, other.Sent
}

// with is the same build with another ignore file, and what that comes to.
func (r *Result) with(f *ignore.File) *Result {
	other := *r
	other.Prediction = r.Under(f)
	other.judge()
	return &other
}

// sharing is what every Dockerfile asks for that may be built from the same
// build context with the same ignore file, whatever its target. A Dockerfile
// with an ignore file of its own does not share (buildkit dockerui config.go,
// dockerIgnorePatterns).
func (r *Result) sharing() []builds.Need {
	var out []builds.Need
	own := r.InContext
	if r.Concealed {
		own = r.inTree(r.Dockerfile)
	}
	files := r.described()
	if r.ShownNeeds() != nil {
		out = r.need(out, r.Dockerfile, own, files.builds[own])
	}
	if r.rulesAreOwn() {
		return out
	}
	others := r.otherDockerfiles(own, files)
	for n, name := range others {
		if r.analyzed >= maxAnalyzed {
			r.unseen(fmt.Sprintf("Only %d of the %d other Dockerfiles of the build context were read.", n, len(others)))
			break
		}
		out = r.need(out, name, name, files.builds[name])
	}
	return r.inlineNeeds(out, files.inline)
}

// dockerfiles are the Dockerfiles in the build context that share the ignore
// file. Those among dependencies and below a directory called testdata build
// something else.
func (r *Result) dockerfiles() []uint32 {
	var out []uint32
	t := r.Tree
	elsewhere := map[uint32]bool{0: false}
	for _, i := range t.Named(needs.IsDockerfileName) {
		if !t.IsDir(i) && !r.buildElsewhere(t.Parent(i), elsewhere) && !r.hasOwnIgnoreFile(i) {
			out = append(out, i)
		}
	}
	return out
}

// buildElsewhere reports whether Dockerfiles in a directory build something
// else. What is known of other directories is in known.
func (r *Result) buildElsewhere(dir uint32, known map[uint32]bool) bool {
	t := r.Tree
	is, ok := known[dir]
	if !ok {
		category, _ := suggest.Classify(t, dir)
		is = category == catalog.Dependencies || category == catalog.VCS || t.Name(dir) == "testdata" || r.buildElsewhere(t.Parent(dir), known)
		known[dir] = is
	}
	return is
}

func (r *Result) hasOwnIgnoreFile(i uint32) bool {
	return slices.ContainsFunc(r.Request.Builder.OwnNames(r.Tree.Name(i)), func(name string) bool {
		_, ok := r.Tree.Child(r.Tree.Parent(i), name)
		return ok
	})
}

// need appends what a Dockerfile asks for, as if each stage were the target:
// without build arguments, since others build it without them, and with those
// given, and as compose files build it. Where the file cannot be read there is
// nothing to keep, and that is said.
func (r *Result) need(to []builds.Need, shown, inContext string, described []project.Build) []builds.Need {
	src, err := r.build.Source, error(nil)
	if shown != r.Dockerfile {
		src, err = scan.ReadFile(r.Tree.Root(), inContext, maxSharingSize)
	}
	opts := r.needsOptions(shown)
	opts.AllStages, opts.Target = true, ""
	variants := []map[string]string{nil}
	if len(opts.BuildArgs) > 0 {
		variants = append(variants, opts.BuildArgs)
	}
	for _, arguments := range variants {
		if err != nil {
			break
		}
		var set *needs.Set
		opts.BuildArgs = arguments
		if set, err = r.analyze(src, opts); err == nil {
			to = append(to, builds.Need{Dockerfile: shown, Set: set})
		}
	}
	if err == nil {
		to = r.needDescribed(to, shown, src, described)
	}
	if err != nil {
		r.notAnalyzed(quoted(path.Clean(shown)), shown, err)
	}
	return to
}
