package analysis

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// dockerignore is the ignore file that BuildKit asks for in the root of every
// context (dockerui config.go, DefaultDockerignoreName).
const dockerignore = ".dockerignore"

// definition is the transfer of the Dockerfile, and of the ignore file beside
// it (dockerui config.go, ReadEntrypoint). A Dockerfile from standard input
// lies in a directory of its own (buildx build/opt.go, createTempDockerfile).
func (r *Result) definition(ctx context.Context) error {
	if r.Dockerfile == "" && r.build.Err == nil {
		return nil
	}
	name := r.build.DockerfileName
	t := Transfer{
		Name: "dockerfile", Kind: Definition, Step: "[internal] load build definition from " + name,
		Dir: r.build.DockerfileDir, Follow: []string{name, name + dockerignore},
	}
	if name == "Dockerfile" {
		t.Follow = append(t.Follow, "dockerfile")
	}
	if r.Dockerfile != "-" {
		return r.sendPaths(ctx, t)
	}
	list, err := scan.FromEntries("", []scan.Entry{
		{Path: name, Mode: 0o644, Size: int64(len(r.build.Source)), ModTime: time.Now().UnixNano()},
	})
	if err != nil {
		return err
	}
	return r.sendOf(buildcontext.New(list), t)
}

// ignoreFile is the transfer of the ignore file in the root of the build
// context, which BuildKit asks for unless the Dockerfile has one of its own,
// whether or not the build uses the context (dockerui config.go,
// dockerIgnorePatterns; moby/buildkit#3267). With another file in its place
// there is nothing to say of it.
func (r *Result) ignoreFile(ctx context.Context) error {
	own := r.IgnorePath != "" && filepath.Base(r.IgnorePath) != dockerignore
	if own || r.Request.IgnoreFile != "" || r.Dockerfile == "" {
		return nil
	}
	return r.sendPaths(ctx, Transfer{
		Name: "context", Kind: IgnoreFile, Step: "[internal] load .dockerignore", Dir: r.Request.Dir, Follow: []string{dockerignore},
	})
}

// sendPaths adds the transfer of a few files that the builder itself wants to
// read.
func (r *Result) sendPaths(ctx context.Context, t Transfer) error {
	tree, err := r.treeWith(ctx, t.Dir, t.Follow)
	if err != nil {
		return err
	}
	return r.sendOf(tree, t)
}

// sendOf is sendPaths for a tree that is read already. The builder keeps no
// copy of such files to compare with (llb.DiffNone).
func (r *Result) sendOf(tree *buildcontext.Tree, t Transfer) error {
	t.View, t.followed = predict.Follow(tree, buildcontext.Rules{Builder: ignore.BuildKit}, t.Follow)
	t.alone = true
	if err := t.followed.Err; err != nil {
		t.doubtful, t.Unknown = true, fmt.Sprintf("The builder's client refuses the paths that are asked of %s: %v.", quoted(t.Name), err)
	}
	// The ignore file of the main build context may fail; there are no rules then.
	if t.Kind == Definition || t.Name != "context" {
		r.Refusals = append(r.Refusals, t.followed.Refusals(t.Follow[0])...)
	}
	r.Transfers = append(r.Transfers, t)
	return nil
}

// treeWith is a tree that has at least some paths of a directory and all that
// they lead to. It is the build context where that was read without leaving
// anything out.
func (r *Result) treeWith(ctx context.Context, dir string, paths []string) (*buildcontext.Tree, error) {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		if real, err = filepath.Abs(real); err == nil && real == r.Tree.Root() && r.Tree.Listing().Complete() {
			return r.Tree, nil
		}
	}
	wanted := slices.Clone(paths)
	for {
		list, err := scan.Read(ctx, dir, scan.Options{Workers: 1, Prune: only(wanted)})
		if err != nil {
			return nil, err
		}
		tree := buildcontext.New(list)
		include, whole, _ := tree.FollowLinks(paths)
		if whole || slices.ContainsFunc(include, buildcontext.HasWildcard) {
			if list, err = scan.Read(ctx, dir, scan.Options{Workers: r.Request.Workers}); err != nil {
				return nil, err
			}
			return buildcontext.New(list), nil
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

// only keeps the reader to some paths, with all that lies below them.
type only []string

// Root is the path of the root with a slash behind it, if it had one.
func (only) Root() any { return "" }

// Enter compares a path with those wanted.
func (o only) Enter(parent any, name string, mode fs.FileMode) (any, bool) {
	path := parent.(string) + name
	for _, want := range o {
		if path == want || strings.HasPrefix(path, want+"/") || mode.IsDir() && strings.HasPrefix(want, path+"/") {
			return path + "/", false
		}
	}
	return nil, true
}
