//go:build linux

package oracle

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/tonistiigi/fsutil"
	"github.com/tonistiigi/fsutil/types"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

func TestBuildKit(t *testing.T) { random(t, 2000, onDisk(checkBuildKit)) }
func FuzzBuildKit(f *testing.F) { fuzz(f, onDisk(checkBuildKit)) }

func TestFollowPaths(t *testing.T) { random(t, 2000, onDisk(checkFollow)) }
func FuzzFollowPaths(f *testing.F) { fuzz(f, onDisk(checkFollow)) }

// counting counts the entries that a client looks at.
type counting struct {
	fsutil.FS
	visited int
}

func (c *counting) Walk(ctx context.Context, target string, fn fs.WalkDirFunc) error {
	return c.FS.Walk(ctx, target, func(path string, entry fs.DirEntry, err error) error {
		c.visited++
		return fn(path, entry, err)
	})
}

// client is the chain of file systems that BuildKit's client sends from: client/solve.go prepareSyncedFiles,
// session/filesync/filesync.go handle, fsutil send.go Send.
func client(t *testing.T, root string, excludes, follow []string) (fsutil.FS, *counting, error) {
	t.Helper()
	base, err := fsutil.NewFS(root)
	if err != nil {
		t.Fatal(err)
	}
	count := &counting{FS: base}
	mapped, err := fsutil.NewFilterFS(count, &fsutil.FilterOpt{Map: func(_ string, s *types.Stat) fsutil.MapResult {
		s.Uid, s.Gid = 0, 0
		return fsutil.MapResultKeep
	}})
	if err != nil {
		t.Fatal(err)
	}
	filtered, err := fsutil.NewFilterFS(mapped, &fsutil.FilterOpt{ExcludePatterns: excludes, FollowPaths: follow})
	if err != nil {
		return nil, nil, err
	}
	count.visited = 0
	return fsutil.WithHardlinkReset(filtered), count, nil
}

// checkBuildKit compares what fsutil sends with the replay.
func checkBuildKit(t *testing.T, root string, tc testCase) string {
	theirs, count, err := client(t, root, tc.patterns, tc.follow)
	tree := read(t, root)
	rules, ourErr := rules(tree, tc)
	if err != nil || ourErr != nil {
		return sameErrors(err, ourErr)
	}
	var sent []arrival
	err = theirs.Walk(t.Context(), "", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		a, err := received(theirs, path, entry)
		sent = append(sent, a)
		return err
	})
	view := tree.Replay(rules)
	if err != nil {
		if !strings.Contains(err.Error(), "syntax error in pattern") {
			t.Fatal(err)
		}
		if !stops(view) {
			return fmt.Sprintf("the builder gives up with %v, the program does not see it", err)
		}
		return ""
	}
	if stops(view) {
		return fmt.Sprintf("the program says that the builder gives up: %v", view.Failures[0].Message)
	}
	if d := diff(sent, predicted(view)); d != "" {
		return d
	}
	if count.visited != view.Visited {
		return fmt.Sprintf("the builder looks at %d entries, the program says %d", count.visited, view.Visited)
	}
	return checkPackets(t, theirs, wire(t, tree, view))
}

// rules are those of a case for BuildKit.
func rules(tree *buildcontext.Tree, tc testCase) (buildcontext.Rules, error) {
	var r buildcontext.Rules
	var err error
	if r.Ignore, err = ignore.Compile(ignore.BuildKit, tc.patterns); err != nil || len(tc.follow) == 0 {
		return r, err
	}
	if include, whole, _ := tree.FollowLinks(tc.follow); !whole {
		r.Include, err = ignore.CompileInclude(include)
	}
	return r, err
}

// received is what the daemon makes of an entry that the client walks over. Content is asked for of every regular file
// that is no link (fsutil receive.go), and the client's error when it opens it means no content (send.go, sendFile).
func received(sender fsutil.FS, path string, entry fs.DirEntry) (arrival, error) {
	info, err := entry.Info()
	if err != nil {
		return arrival{}, err
	}
	stat, ok := info.Sys().(*types.Stat)
	if !ok {
		return arrival{}, errors.New("no stat")
	}
	a := arrival{
		Path: path, Linkname: stat.Linkname, Kind: "file",
		Mode: fmt.Sprintf("%04o", info.Mode().Perm()), Size: stat.Size,
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		a.Kind = "dir"
	case mode&fs.ModeSymlink != 0:
		a.Kind = "symlink"
	case stat.Linkname != "":
		a.Kind = "hardlink"
	case mode&fs.ModeNamedPipe != 0:
		a.Kind = "fifo"
	case mode&fs.ModeDevice != 0:
		a.Kind = "device"
	case stat.Size > 0:
		f, err := sender.Open(path)
		if err != nil {
			a.Empty = true
			break
		}
		f.Close()
	}
	return a, nil
}

// checkFollow compares what the client asks for when the daemon asks for followpaths.
func checkFollow(t *testing.T, root string, tc testCase) string {
	base, err := fsutil.NewFS(root)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err := fsutil.FollowLinks(base, tc.follow)
	if err != nil {
		t.Fatal(err)
	}
	ours, whole, unreadable := read(t, root).FollowLinks(tc.follow)
	if len(unreadable) > 0 {
		return fmt.Sprintf("the program finds %q unreadable", unreadable)
	}
	if whole != (theirs == nil) {
		return fmt.Sprintf("the builder asks for %q, the program says whole: %v", theirs, whole)
	}
	return diff(append([]string{}, theirs...), append([]string{}, ours...))
}
