package analysis

import (
	"context"
	"errors"
	"fmt"
	"path"

	"github.com/buildctx/buildctx/cmd/internal/gitfacts"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
)

const (
	// maxSharing is how many other Dockerfiles of the build context are read.
	maxSharing = 200
	// maxSharingSize is the size in bytes up to which they are read.
	maxSharingSize = 1 << 20
)

// propose looks for what should not be sent and proves a better ignore file.
func (r *Result) propose(ctx context.Context) {
	in := suggest.Input{
		Tree:        r.Tree,
		Builder:     r.Request.Builder,
		File:        r.File,
		Eligible:    r.Eligible,
		Transferred: r.Transferred,
		Needs:       r.sharing(),
		Replay:      r.under,
		Head: func(path string, n int) []byte {
			head, _ := scan.ReadHead(r.Tree.Root(), path, n)
			return head
		},
	}
	facts, err := gitfacts.Ask(ctx, r.Tree.Root())
	switch {
	case err == nil:
		in.Git, r.Git = facts, facts
	case !errors.Is(err, gitfacts.ErrNone):
		r.Unknowns = append(r.Unknowns, fmt.Sprintf("What git tracks and ignores is not known: %v.", err))
	}
	r.Candidates = suggest.Find(in)
	r.Proposal = suggest.Plan(in, suggest.Options{Level: r.Request.Level})
}

// under is what another ignore file leaves, and what would be sent.
func (r *Result) under(f *ignore.File) (eligible, sent *buildcontext.View) {
	other := *r
	other.File, other.Copies, other.Refusals, other.Remarks = f, nil, nil, nil
	other.compile()
	other.replay()
	return other.Eligible, other.Transferred
}

// sharing is what every Dockerfile asks for that may be built from the same
// build context with the same ignore file, whatever its target. A Dockerfile
// with an ignore file of its own does not share (buildkit dockerui config.go,
// dockerIgnorePatterns).
func (r *Result) sharing() []suggest.Need {
	var out []suggest.Need
	own := r.dockerfileInContext()
	if r.Needs != nil {
		out = append(out, suggest.Need{Dockerfile: r.Dockerfile, Set: r.allStages(r.Dockerfile, own)})
	}
	for _, i := range r.dockerfiles() {
		name := r.Tree.Path(i)
		if name == own {
			continue
		}
		if len(out) > maxSharing {
			r.Unknowns = append(r.Unknowns, fmt.Sprintf("Only %d Dockerfiles of the build context were read.", maxSharing))
			break
		}
		if set := r.allStages(name, name); set != nil {
			out = append(out, suggest.Need{Dockerfile: name, Set: set})
		}
	}
	return out
}

// dockerfiles are the Dockerfiles in the build context that share the ignore
// file. Those among dependencies and below a directory called testdata build
// something else.
func (r *Result) dockerfiles() []uint32 {
	var out []uint32
	t := r.Tree
	for i := uint32(1); i < uint32(t.Len()); {
		if t.IsDir(i) {
			if category, _ := suggest.Classify(t, i); category == suggest.Dependencies || category == suggest.VCS || t.Name(i) == "testdata" {
				i = t.End(i)
				continue
			}
		} else if needs.IsDockerfileName(t.Name(i)) && !r.hasOwnIgnoreFile(i) {
			out = append(out, i)
		}
		i++
	}
	return out
}

func (r *Result) hasOwnIgnoreFile(i uint32) bool {
	if r.Request.Builder == ignore.Classic {
		return false
	}
	_, ok := r.Tree.Child(r.Tree.Parent(i), r.Tree.Name(i)+".dockerignore")
	return ok
}

// allStages analyses a Dockerfile as if each stage were the target. Where the
// file cannot be read or parsed there is nothing to keep, and that is said.
func (r *Result) allStages(shown, inContext string) *needs.Set {
	opts := r.needsOptions(shown)
	opts.AllStages, opts.Target = true, ""
	var src []byte
	var err error
	if shown == r.Dockerfile {
		src = r.source
	} else {
		src, err = scan.ReadFile(r.Tree.Root(), inContext, maxSharingSize)
	}
	if err == nil {
		var set *needs.Set
		if set, err = needs.Analyze(src, opts); err == nil {
			return set
		}
	}
	r.Unknowns = append(r.Unknowns, fmt.Sprintf("What %s needs is not known: %v.", quoted(path.Clean(shown)), err))
	return nil
}
