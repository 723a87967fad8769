package git

import (
	"bufio"
	"context"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

// History is what the last commits changed in a directory.
type History struct {
	// Commits has an element for each commit, the newest first: the paths that
	// it changed, relative to the directory. A merge is one commit, with all
	// that it brought to the branch. Commits without a parent are left out,
	// those at the end of a shallow clone too: what they changed is not known.
	Commits [][]string
	// Complete says that no commit is missing because there was too much to
	// read, or because git took too long.
	Complete bool
}

// A limit says how much of a history is read.
type limit struct {
	commits  int
	bytes    int64 // of git's answer
	paths    int   // of all commits together
	patience time.Duration
}

// theLimit is far above what 200 commits are in most repositories. Where few
// commits touch the directory git looks for them in all there are; what it has
// not found when the time is up is not worth the wait.
func theLimit() limit {
	return limit{commits: 200, bytes: 8 << 20, paths: 200_000, patience: time.Second}
}

// Log asks git for the last 200 commits that changed something in dir, which
// is the build context. It fails where git cannot tell.
func Log(ctx context.Context, dir string) (*History, error) { return log(ctx, dir, theLimit()) }

func log(ctx context.Context, dir string, l limit) (*History, error) {
	r, err := open(ctx, dir, patience)
	if err != nil {
		return nil, err
	}
	running, stop := context.WithTimeout(ctx, l.patience)
	defer stop()
	var h *History
	// The configuration may ask for the signatures, which starts a program, for
	// the former names of a single path, and for other differences of a merge.
	err = r.ask(running, question{
		args: []string{
			"log", "--first-parent", "-m", "--no-show-signature", "--no-follow", "--no-ext-diff", "--no-textconv",
			"--no-renames", "--no-mailmap", "--name-only", "-O" + os.DevNull, "-z", "-n", strconv.Itoa(l.commits), "--format=" + mark + "%P", "--relative", "--", ".",
		},
		read: func(answer io.Reader) error {
			if h = read(answer, l); !h.Complete {
				return errEnough
			}
			return nil
		},
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case running.Err() != nil && h != nil:
		h.Complete = false
		return h, nil
	case err != nil:
		return nil, err
	}
	return h, nil
}

// mark is in front of the parents of a commit. No relative path begins so.
const mark = "/"

// read reads git's answer up to a limit. What it has read of the commit at
// which it stops is left out.
func read(from io.Reader, l limit) *History {
	limited := &io.LimitedReader{R: from, N: l.bytes}
	in := bufio.NewReader(limited)
	h := &History{}
	var commit []string
	root, paths := true, 0
	done := func() {
		if !root {
			h.Commits = append(h.Commits, commit)
		}
		commit = nil
	}
	for first := false; ; {
		field, err := in.ReadString(0)
		if err != nil {
			h.Complete = limited.N > 0 || root
			break
		}
		field = strings.TrimSuffix(field, "\x00")
		if parents, ok := strings.CutPrefix(field, mark); ok {
			done()
			root, first = parents == "", true
			continue
		}
		if paths++; paths > l.paths {
			h.Complete = root
			return h
		}
		if first { // a line feed parts the paths from what is before them
			field, first = strings.TrimPrefix(field, "\n"), false
		}
		commit = append(commit, field)
	}
	if h.Complete {
		done()
	}
	return h
}
