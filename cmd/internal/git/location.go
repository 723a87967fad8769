package git

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/context/scan"
)

// errForeign is why git is not asked about a directory whose .git leads to
// another repository: what is said of its files would be told of those.
var errForeign = errors.New(".git leads to a repository elsewhere that does not name this directory as its working tree (git config core.worktree)")

// located fails if the repository that git finds is not that of the directory:
// .git may be a link, or a file with a path, and what it leads to may name
// another directory for what is shared (gitrepository-layout(5), commondir). A
// working tree of git-worktree(1) and a submodule have theirs elsewhere, which
// then leads back. Git is asked, so that it is git's own reading that counts.
func (r *repository) located(ctx context.Context) error {
	found, err := r.answer(ctx, nil, "rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir")
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSuffix(string(found), "\n"), "\n")
	if len(lines) != 3 || !same(lines[0], r.root) {
		return errForeign
	}
	dir, common := lines[1], lines[2]
	if !filepath.IsAbs(common) {
		common = filepath.Join(r.dir, common)
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return errForeign
	}
	if common, err = filepath.EvalSymlinks(common); err != nil {
		return errForeign
	}
	switch {
	case scan.IsBelow(r.root, dir):
		if !scan.IsBelow(r.root, common) {
			return errForeign
		}
	case !scan.IsBelow(common, dir), !r.leadsBack(ctx, dir):
		return errForeign
	}
	for _, holder := range []string{dir, common} {
		if err := whole(ctx, holder, common, r.root); err != nil || dir == common {
			return err
		}
	}
	return nil
}

// leadsBack reports whether a directory of git's names this working tree: in
// the file gitdir, or in its configuration, which git has obeyed then.
func (r *repository) leadsBack(ctx context.Context, dir string) bool {
	const most = 8 << 10 // bytes
	if src, err := scan.ReadFileFollow(filepath.Join(dir, "gitdir"), most); err == nil {
		back := strings.TrimRight(string(src), "\r\n")
		if !filepath.IsAbs(back) {
			back = filepath.Join(dir, back)
		}
		return same(filepath.Dir(back), r.root)
	}
	tree, err := r.answer(ctx, nil, "config", "--get", "core.worktree")
	return err == nil && len(tree) > 0
}

// whole fails if some of what a directory of git's consists of is a link to
// another place.
func whole(ctx context.Context, dir string, inside ...string) error {
	list, err := scan.Read(ctx, dir, scan.Options{Prune: gitParts{}})
	if err != nil {
		return err
	}
	for i := range list.Len() {
		if list.Mode[i]&fs.ModeSymlink == 0 {
			continue
		}
		name := list.Path(uint32(i))
		real, err := filepath.EvalSymlinks(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || !isBelow(real, inside) {
			return fmt.Errorf("%q in .git is a symlink to another place", name)
		}
	}
	return nil
}

// gitParts keeps the reader of a directory of git's to what the questions of
// this package have git read.
type gitParts struct{}

// Root is the path of the root.
func (gitParts) Root() any { return "" }

// Enter leaves out what does not matter, and the loose objects in their
// directories, whose names are made of what they hold.
func (gitParts) Enter(parent any, name string, mode fs.FileMode) (any, bool) {
	at := path.Join(parent.(string), name)
	if parent == "" {
		shared, _ := path.Match("sharedindex.*", name)
		switch name {
		case "HEAD", "commondir", "config", "config.worktree", "gitdir", "index", "info", "objects", "packed-refs", "refs", "reftable", "shallow":
		default:
			return at, !shared
		}
	}
	return at, mode.IsDir() && parent == "objects" && len(name) == 2
}

// same reports whether two paths lead to one place.
func same(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
