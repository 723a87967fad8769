package analysis

import (
	"context"
	"io/fs"
	"runtime"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// read reads the directory. For Buildah a link may lead to what its rules
// exclude, so that nothing can be left out.
func (r *Result) read(ctx context.Context) error {
	opts := scan.Options{Workers: r.Request.Workers, Slow: waitMore}
	if r.Request.Depth == SentOnly && r.Request.Builder != ignore.Buildah {
		opts.Prune = pruner{r.Rules}
	}
	if r.Request.Wire && r.asksForAll() {
		opts.Attributes = attributes{r.Rules}
	}
	list, err := scan.Read(ctx, r.Request.Dir, opts)
	if err != nil {
		return err
	}
	r.Tree = buildcontext.New(list)
	if opts.Prune != nil && r.asksBehind() {
		opts.Prune = nil
		if list, err = scan.Read(ctx, r.Request.Dir, opts); err != nil {
			return err
		}
		r.Tree = buildcontext.New(list)
	}
	return nil
}

// asksBehind reports whether the Dockerfile asks for something in a directory that was
// left out: a link in there may lead to what is sent.
func (r *Result) asksBehind() bool {
	if r.Request.Builder != ignore.BuildKit || r.Needs == nil {
		return false
	}
	paths, whole := r.Needs.FollowPaths("")
	if whole {
		return false
	}
	include, whole, _ := r.Tree.FollowLinks(paths)
	return !whole && slices.ContainsFunc(include, r.isBehind)
}

// isBehind reports whether the way to a path ends at a directory that was left out.
func (r *Result) isBehind(name string) bool {
	at := uint32(0)
	for component := range strings.SplitSeq(name, "/") {
		i, ok := r.Tree.Child(at, component)
		if !ok {
			return at != 0 && r.Tree.IsDir(at) && r.Rules.Decide(r.Tree.Path(at)).Matched
		}
		at = i
	}
	return false
}

// waiting is how many system calls may wait for a disk at the same time.
const waiting = 16

// waitMore lets more system calls wait at the same time.
func waitMore() { runtime.GOMAXPROCS(max(waiting, runtime.GOMAXPROCS(0))) }

// asksForAll reports whether all that the rules leave is sent.
func (r *Result) asksForAll() bool {
	switch {
	case r.Request.Builder == ignore.Buildah:
		return false
	case r.Needs == nil || r.Request.Builder == ignore.Classic:
		return true
	}
	_, whole := r.Needs.FollowPaths("")
	return whole
}

// A pruner keeps the reader out of directories that the builder does not
// enter, and has it leave out files that the builder does not send. Links are
// another matter: what is asked for may lead through one that is excluded; and
// so are files at which the builder fails.
type pruner struct{ rules *ignore.Matcher }

// Root is the state of the walk at the root.
func (p pruner) Root() any {
	inside := p.rules.Inside(p.rules.Root())
	return &inside
}

// Enter follows the builder's own walk.
func (p pruner) Enter(parent any, name string, mode fs.FileMode) (any, bool) {
	in := parent.(*ignore.Inside)
	switch {
	case mode.IsDir():
		state, verdict := p.rules.Enter(in.Dir, name)
		inside := p.rules.Inside(state)
		return &inside, verdict.Matched && !p.rules.Descends(state)
	case mode.IsRegular():
		verdict, _ := in.Verdict(name)
		return nil, verdict.Matched && verdict.Bad == nil
	}
	return nil, false
}

// An attributes keeps the reader from asking for attributes in directories that
// are excluded.
type attributes struct{ rules *ignore.Matcher }

// Root is the state of the walk at the root.
func (a attributes) Root() any { return a.rules.Root() }

// Enter follows the builder's own walk.
func (a attributes) Enter(parent any, name string, _ fs.FileMode) (any, bool) {
	state, verdict := a.rules.Enter(parent.(ignore.State), name)
	return state, verdict.Matched
}
