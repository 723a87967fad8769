// Package gitfacts asks git which files of a build context are tracked, which
// are ignored, and which its last commits changed. Everything works without
// git; there are then no facts.
package gitfacts

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"
)

// Facts are what git knows about a directory.
type Facts struct {
	ctx       context.Context
	dir       string
	tracked   []string // in byte order, relative to dir; a submodule is one of them
	modules   []string // the submodules among them
	unchecked []string // those of which git does not look whether they are there
}

// ErrNone is the error of [Ask] when the directory is in no repository.
var ErrNone = errors.New("no git repository")

// Ask lists the tracked files at and below dir. Later questions go to git with
// the same ctx. Any error but [ErrNone] means that there is a repository and
// that git does not answer about it.
func Ask(ctx context.Context, dir string) (*Facts, error) {
	if !inRepository(dir) {
		return nil, ErrNone
	}
	f := &Facts{ctx: ctx, dir: dir}
	out, err := f.git(nil, "ls-files", "-z", "--stage", "-v")
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && bytes.Contains(exit.Stderr, []byte("not a git repository")) {
			return nil, ErrNone
		}
		return nil, err
	}
	f.take(out)
	return f, nil
}

// inRepository reports whether there is anything called .git here or above.
func inRepository(dir string) bool {
	for {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return false
		}
		dir = parent
	}
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
// whole index for each path, is told not to.
func (f *Facts) Check(paths []string) (map[string]bool, error) {
	var in bytes.Buffer
	for _, p := range paths {
		if !f.Tracked(p) { // git refuses the whole list for one in a submodule
			in.WriteString("./" + p) // git reads a path that starts with ":" as magic
			in.WriteByte(0)
		}
	}
	out, err := f.git(&in, "check-ignore", "-z", "--no-index", "--stdin")
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil // no path is ignored
	}
	ignored := make(map[string]bool)
	for _, p := range fields(out) {
		ignored[strings.TrimPrefix(p, "./")] = true
	}
	return ignored, err
}

// git runs git in the directory.
func (f *Facts) git(in *bytes.Buffer, args ...string) ([]byte, error) {
	cmd := command(f.ctx, f.dir, args...)
	if in != nil {
		cmd.Stdin = in
	}
	out, err := cmd.Output()
	if ctxErr := f.ctx.Err(); ctxErr != nil {
		return nil, ctxErr
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		first, _, _ := strings.Cut(string(exit.Stderr), "\n")
		return out, fmt.Errorf("git %s: %s (%w)", args[0], strings.TrimPrefix(first, "fatal: "), err)
	}
	if errors.Is(err, exec.ErrNotFound) {
		return out, errors.New("git is not installed")
	}
	return out, err
}

// command is git in a directory, ready to be run. A repository's own
// configuration may name a program for git to start, or a server for what is
// missing in a partial clone; that is switched off. What the environment says
// of some other repository does not count.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	fixed := []string{"-C", dir, "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"}
	cmd := exec.CommandContext(ctx, "git", append(fixed, args...)...)
	cmd.WaitDelay = time.Second // on a busy machine the last of the output is read some time after git has ended
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); !slices.Contains(elsewhere, name) {
			cmd.Env = append(cmd.Env, v)
		}
	}
	// Versions of git that do not know the second variable obey the third.
	cmd.Env = append(cmd.Env, "LC_ALL=C", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none")
	return cmd
}

// elsewhere are the variables that point git to another repository.
var elsewhere = []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"}

// fields splits a list whose elements end with NUL.
func fields(list []byte) []string {
	if len(list) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00")
}
