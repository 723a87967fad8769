// Package gitfacts asks git which files of a build context are tracked and
// which are ignored. Everything works without git; there are then no facts.
package gitfacts

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"sort"
	"strings"
)

// Facts are what git knows about a directory.
type Facts struct {
	ctx     context.Context
	dir     string
	tracked []string // in byte order, relative to dir
}

// ErrNone is the error of [Ask] when the directory is in no repository or
// there is no git.
var ErrNone = errors.New("no git repository")

// Ask lists the tracked files at and below dir. Later questions go to git with
// the same ctx.
func Ask(ctx context.Context, dir string) (*Facts, error) {
	f := &Facts{ctx: ctx, dir: dir}
	if inside, err := f.git(nil, "rev-parse", "--is-inside-work-tree"); err != nil || string(bytes.TrimSpace(inside)) != "true" {
		return nil, ErrNone
	}
	out, err := f.git(nil, "ls-files", "-z")
	if err != nil {
		return nil, fmt.Errorf("asking git for the tracked files: %w", err)
	}
	f.tracked = fields(out)
	slices.Sort(f.tracked)
	return f, nil
}

// Tracked reports whether git tracks a file, or any file below a directory.
func (f *Facts) Tracked(path string) bool {
	i := sort.SearchStrings(f.tracked, path)
	if i < len(f.tracked) && f.tracked[i] == path {
		return true
	}
	i = sort.SearchStrings(f.tracked, path+"/")
	return i < len(f.tracked) && strings.HasPrefix(f.tracked[i], path+"/")
}

// Ignored returns those of the paths that git's own ignore rules leave out
// and that are not tracked. Paths that git cannot be asked about are none of
// them.
func (f *Facts) Ignored(paths []string) map[string]bool {
	var in bytes.Buffer
	for _, p := range paths {
		in.WriteString("./" + p) // git reads a path that starts with ":" as magic
		in.WriteByte(0)
	}
	// Exit status 1 says that no path is ignored.
	out, _ := f.git(&in, "check-ignore", "-z", "--stdin")
	ignored := make(map[string]bool)
	for _, p := range fields(out) {
		ignored[strings.TrimPrefix(p, "./")] = true
	}
	return ignored
}

// git runs git in the directory. A repository's own configuration may name a
// program for git to start; that is switched off.
func (f *Facts) git(in *bytes.Buffer, args ...string) ([]byte, error) {
	fixed := []string{"-C", f.dir, "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"}
	cmd := exec.CommandContext(f.ctx, "git", append(fixed, args...)...)
	if in != nil {
		cmd.Stdin = in
	}
	return cmd.Output()
}

// fields splits a list whose elements end with NUL.
func fields(list []byte) []string {
	if len(list) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00")
}
