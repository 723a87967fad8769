package analysis

import (
	"context"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// readTree reads the directory. Where that is read in place a link may lead to
// what the rules exclude, so that nothing can be left out.
func readTree(ctx context.Context, req Request, rules *ignore.Matcher, set *needs.Set) (*buildcontext.Tree, error) {
	opts := scan.Options{Slow: waitMore}
	if req.Depth == SentOnly && !buildcontext.ReadsInPlace(req.Builder) {
		opts.Prune = pruner{rules}
	}
	if req.Wire && asksForAll(req.Builder, set) {
		opts.Attributes = attributes{rules}
	}
	tree, err := treeOf(ctx, req.Dir, opts)
	if err != nil || opts.Prune == nil || !buildcontext.RequestsPaths(req.Builder) || !asksBehind(tree, rules, set) {
		return tree, err
	}
	opts.Prune = nil
	return treeOf(ctx, req.Dir, opts)
}

func treeOf(ctx context.Context, dir string, opts scan.Options) (*buildcontext.Tree, error) {
	list, err := scan.Read(ctx, dir, opts)
	if err != nil {
		return nil, err
	}
	return buildcontext.New(list), nil
}

// everything is a tree with all that was skipped, as far as that can still be
// read.
func everything(ctx context.Context, dir string, tree *buildcontext.Tree) *buildcontext.Tree {
	if tree.Listing().Complete() {
		return tree
	}
	whole, err := treeOf(ctx, dir, scan.Options{})
	if err != nil {
		return tree
	}
	return whole
}

// asksBehind reports whether the Dockerfile asks for something in a directory
// that was left out: a link in there may lead to what is sent.
func asksBehind(t *buildcontext.Tree, rules *ignore.Matcher, set *needs.Set) bool {
	if set == nil {
		return false
	}
	paths, whole := set.FollowPaths("")
	if whole {
		return false
	}
	include, whole, _ := t.FollowLinks(paths)
	return !whole && slices.ContainsFunc(include, func(name string) bool { return isBehind(t, rules, name) })
}

// isBehind reports whether the way to a path ends at a directory that was left
// out.
func isBehind(t *buildcontext.Tree, rules *ignore.Matcher, name string) bool {
	at := uint32(0)
	for component := range strings.SplitSeq(name, "/") {
		i, ok := t.Child(at, component)
		if !ok {
			return at != 0 && t.IsDir(at) && rules.Decide(t.Path(at)).Matched
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
func asksForAll(b ignore.Builder, set *needs.Set) bool {
	switch {
	case buildcontext.ReadsInPlace(b):
		return false
	case set == nil || !buildcontext.RequestsPaths(b):
		return true
	}
	_, whole := set.FollowPaths("")
	return whole
}

// A reader reads for [predict.Prediction.Transfers].
type reader struct {
	ctx     context.Context
	builder ignore.Builder
	tree    *buildcontext.Tree // the build context
}

// Paths reads some paths of a directory. It is the build context where that was
// read without leaving anything out.
func (r reader) Paths(dir string, paths []string) (*buildcontext.Tree, error) {
	if real, err := realDir(dir); err == nil && real == r.tree.Root() && r.tree.Listing().Complete() {
		return r.tree, nil
	}
	wanted := slices.Clone(paths)
	for {
		tree, err := treeOf(r.ctx, dir, scan.Options{Workers: 1, Prune: only(wanted)})
		if err != nil {
			return nil, err
		}
		include, whole, _ := tree.FollowLinks(paths)
		if whole || slices.ContainsFunc(include, buildcontext.HasWildcard) {
			return treeOf(r.ctx, dir, scan.Options{})
		}
		known := len(wanted)
		for _, p := range include {
			if !slices.Contains(wanted, p) {
				wanted = append(wanted, p)
			}
		}
		if len(wanted) == known {
			return tree, nil
		}
	}
}

// NamedContext reads a directory as far as its ignore file has BuildKit enter
// it.
func (r reader) NamedContext(dir string) (*buildcontext.Tree, *ignore.File, error) {
	found, err := ignore.Locate(r.builder, ignore.Query{ContextDir: dir, Read: ignoreReader()})
	if err != nil {
		return nil, nil, err
	}
	file := found.File
	if file == nil {
		file = ignore.Parse(dockerignore, nil)
	}
	if err := fits(file, filepath.Join(dir, dockerignore)); err != nil {
		return nil, nil, err
	}
	tree, err := treeOf(r.ctx, dir, scan.Options{Prune: pruner{file.Matcher(r.builder)}})
	return tree, file, err
}

// Attributes reads extended attributes.
func (r reader) Attributes(t *buildcontext.Tree, sent func(uint32) bool) (scan.Attributes, error) {
	return scan.ReadAttributes(r.ctx, t.Listing(), sent)
}
