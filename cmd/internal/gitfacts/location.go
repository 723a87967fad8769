package gitfacts

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/context/scan"
)

// maxPointer bounds the files in which git keeps a path, in bytes.
const maxPointer = 8 << 10

// errForeign is why git is not asked about a directory whose .git leads to another
// repository: what is said of its files would be told of those.
var errForeign = errors.New(".git leads to a repository elsewhere that does not name this directory as its working tree")

// located fails if the repository is not that of the directory: .git may be a link, or a
// file with a path, and what it leads to may name another directory for what is shared
// (gitrepository-layout(5), commondir). A working tree of git-worktree(1) and a submodule
// have theirs elsewhere, which then leads back.
func (r *repository) located() error {
	name := filepath.Join(r.root, ".git")
	dir, err := filepath.EvalSymlinks(name)
	if err != nil {
		return nil // git says what is wrong
	}
	if scan.IsFile(dir) {
		to, ok := pointer(dir, "gitdir: ")
		if !ok {
			return nil
		}
		if dir, err = filepath.EvalSymlinks(to); err != nil {
			return nil
		}
	}
	if !scan.IsBelow(r.root, dir) {
		if err := r.leadsBack(dir); err != nil {
			return err
		}
	}
	return r.whole(dir)
}

// leadsBack fails unless a directory of git's names this working tree.
func (r *repository) leadsBack(dir string) error {
	if back, ok := pointer(filepath.Join(dir, "gitdir"), ""); ok && same(filepath.Dir(back), r.root) {
		return nil
	}
	config, err := scan.ReadFileFollow(filepath.Join(dir, "config"), maxAnswer)
	if err != nil {
		return errForeign
	}
	for line := range strings.Lines(string(config)) {
		key, value, _ := strings.Cut(line, "=")
		if !strings.EqualFold(strings.TrimSpace(key), "worktree") {
			continue
		}
		tree := strings.Trim(strings.TrimSpace(value), `"`)
		if !filepath.IsAbs(tree) {
			tree = filepath.Join(dir, tree)
		}
		if same(tree, r.root) {
			return nil
		}
	}
	return errForeign
}

// whole fails if what a directory of git's consists of lies elsewhere.
func (r *repository) whole(dir string) error {
	common := dir
	if to, ok := pointer(filepath.Join(dir, "commondir"), ""); ok {
		// The directory of a working tree lies in what it shares with the others.
		if common = to; !scan.IsBelow(common, dir) {
			return errForeign
		}
	}
	for _, holder := range []string{dir, common} {
		for _, part := range []string{"HEAD", "config", "index", "info", "logs", "objects", "packed-refs", "refs"} {
			name := filepath.Join(holder, part)
			if info, err := os.Lstat(name); err != nil || info.Mode()&fs.ModeSymlink == 0 {
				continue
			}
			if real, err := filepath.EvalSymlinks(name); err == nil && !scan.IsBelow(common, real) && !scan.IsBelow(r.root, real) {
				return fmt.Errorf("%s in .git is a symlink to another place", part)
			}
		}
	}
	return nil
}

// pointer reads a path from a file of git's; one that is relative is so to the directory
// of the file.
func pointer(file, prefix string) (string, bool) {
	src, err := scan.ReadFileFollow(file, maxPointer)
	if err != nil {
		return "", false
	}
	to, ok := strings.CutPrefix(strings.TrimRight(string(src), "\r\n"), prefix)
	if !ok || to == "" {
		return "", false
	}
	if !filepath.IsAbs(to) {
		to = filepath.Join(filepath.Dir(file), to)
	}
	return to, true
}

// same reports whether two paths lead to one place.
func same(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
