// Package git asks git which files of a build context are tracked, which
// are ignored, and which its last commits changed. Everything works without
// git; there are then no facts. To this program git is a stranger's, too: the
// repository may come from anywhere, and its configuration with it.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync/atomic"
	"time"
)

// Facts are what git knows about a directory.
type Facts struct {
	ctx       context.Context
	asks      *repository
	tracked   []string // in byte order, relative to dir; a submodule is one of them
	modules   []string // the submodules among them
	unchecked []string // those of which git does not look whether they are there
	silent    atomic.Pointer[error]
}

// ErrNone is the error of [Ask] when the directory is in no repository.
var ErrNone = errors.New("no git repository")

// A repository is what git is asked about.
type repository struct {
	dir      string   // the directory in question
	root     string   // where .git is
	trusted  []string // settings for a directory that belongs to somebody else
	patience time.Duration
}

// open finds the repository of a directory, and has git confirm it.
func open(ctx context.Context, dir string, patience time.Duration) (*repository, error) {
	root := Root(dir)
	if root == "" {
		return nil, ErrNone
	}
	r := &repository{dir: dir, root: root, trusted: trusts(os.Getenv), patience: patience}
	err := r.located(ctx)
	if isDubious(err) {
		if trusted := r.systemTrusts(ctx); len(trusted) > 0 {
			r.trusted = append(r.trusted, trusted...)
			err = r.located(ctx)
		}
	}
	if isDubious(err) {
		err = fmt.Errorf("%w (if you trust it: git config --global --add safe.directory %s)", err, root)
	}
	return r, err
}

// Root is the directory, dir itself or one above it, that has anything called
// .git in it; empty if there is none.
func Root(dir string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// Ask lists the tracked files at and below dir, an absolute path without links.
// Later questions go to git with the same ctx. Any error but [ErrNone] means
// that there is a repository and that git does not answer about it.
func Ask(ctx context.Context, dir string) (*Facts, error) {
	r, err := open(ctx, dir, patience)
	if err != nil {
		return nil, err
	}
	if err := r.ownExcludes(ctx); err != nil {
		return nil, err
	}
	listing, err := r.answer(ctx, nil, "ls-files", "-z", "--stage", "-v")
	if err != nil {
		return nil, err
	}
	f := &Facts{ctx: ctx, asks: r}
	f.take(listing)
	return f, nil
}

// ownExcludes has git read the user's list of what is ignored everywhere, and
// none that the repository names: whether a path is ignored would tell what
// the lines of any file are.
func (r *repository) ownExcludes(ctx context.Context) error {
	var said *refusal
	named, err := r.answer(ctx, nil, "config", "-z", "--show-scope", "--get", "core.excludesFile")
	switch scope, _, _ := strings.Cut(string(named), "\x00"); {
	case errors.As(err, &said) && said.exitCode == 1: // nobody names one
		return nil
	case err != nil:
		return err
	case scope != "local" && scope != "worktree":
		return nil
	}
	own, err := r.answer(ctx, nil, "config", "-z", "--global", "--type=path", "--get", "core.excludesFile")
	if errors.As(err, &said) {
		own, err = nil, nil
		if dir, err := os.UserConfigDir(); err == nil {
			own = []byte(filepath.Join(dir, "git", "ignore")) // gitignore(5)
		}
	}
	r.trusted = append(r.trusted, "core.excludesFile="+strings.TrimSuffix(string(own), "\x00"))
	return err
}

// systemTrusts are the directories that the administrator has git trust. The
// rest of that configuration does not count.
func (r *repository) systemTrusts(ctx context.Context) []string {
	elsewhere := *r
	elsewhere.dir = filepath.VolumeName(r.dir) + string(filepath.Separator)
	list, err := elsewhere.answer(ctx, nil, "config", "--system", "-z", "--get-all", "safe.directory")
	if err != nil {
		return nil
	}
	var out []string
	for _, dir := range fields(list) {
		out = append(out, "safe.directory="+dir)
	}
	return out
}

// answer is all that git answers.
func (r *repository) answer(ctx context.Context, in []byte, args ...string) ([]byte, error) {
	var out bytes.Buffer
	err := r.ask(ctx, question{args: args, in: in, read: func(answer io.Reader) error {
		n, err := out.ReadFrom(io.LimitReader(answer, maxAnswer+1))
		if n > maxAnswer {
			return fmt.Errorf("git %s: the answer is longer than %d bytes", args[0], maxAnswer)
		}
		return err
	}})
	return out.Bytes(), err
}

// Tracked reports whether git tracks a file, or any file below a directory.
// Everything in a submodule counts as tracked.
func (f *Facts) Tracked(path string) bool {
	i := sort.SearchStrings(f.tracked, path)
	if i < len(f.tracked) && f.tracked[i] == path {
		return true
	}
	i = sort.SearchStrings(f.tracked, path+"/")
	return i < len(f.tracked) && strings.HasPrefix(f.tracked[i], path+"/") || f.inModule(path)
}

func (f *Facts) inModule(path string) bool {
	return slices.ContainsFunc(f.modules, func(module string) bool { return strings.HasPrefix(path, module+"/") })
}

// Ignored returns those of the paths that git's own ignore rules leave out
// and that are not tracked. Paths that git cannot be asked about are none of
// them.
func (f *Facts) Ignored(paths []string) map[string]bool {
	ignored, _ := f.Check(paths)
	return ignored
}

// Check is [Facts.Ignored], with an error where git would not answer about all
// of the paths. What is tracked is known, and git, which would look through its
// whole index for each path, is told not to. Once git has not answered it is
// not asked again.
func (f *Facts) Check(paths []string) (map[string]bool, error) {
	ignored := make(map[string]bool)
	if err := f.silent.Load(); err != nil {
		return ignored, *err
	}
	var in []byte
	for _, p := range paths {
		if !f.Tracked(p) { // git refuses the whole list for one in a submodule
			in = append(append(in, "./"...), p...) // git reads a path that starts with ":" as magic
			in = append(in, 0)
		}
	}
	if in == nil {
		return ignored, nil
	}
	out, err := f.asks.answer(f.ctx, in, "check-ignore", "-z", "--no-index", "--stdin")
	var said *refusal
	if errors.As(err, &said) && said.exitCode == 1 {
		err = nil // no path is ignored
	}
	if err != nil {
		f.silent.Store(&err)
	}
	for _, p := range fields(out) {
		ignored[strings.TrimPrefix(p, "./")] = true
	}
	return ignored, err
}

// Err is why git has not answered all that it was asked; nil if it has.
func (f *Facts) Err() error {
	if err := f.silent.Load(); err != nil {
		return *err
	}
	return nil
}

// fields splits a list whose elements end with NUL.
func fields(list []byte) []string {
	if len(list) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00")
}
