package gitstate

import (
	"fmt"
	"path"
	"strings"
)

// Directory is what .git is in the root of the build context.
type Directory string

// The kinds of .git.
const (
	// None: there is none. That of a directory above is not in the build
	// context.
	None Directory = "none"
	// Here is the repository itself.
	Here Directory = "directory"
	// Worktree is the file of a worktree: the repository lies elsewhere.
	Worktree Directory = "worktree"
	// Submodule is the file of a submodule: the repository lies in that of
	// the project above.
	Submodule Directory = "submodule"
	// Elsewhere is any other file or link.
	Elsewhere Directory = "elsewhere"
)

// Apart reports whether the repository lies outside the build context although
// there is a .git, so that git does not work in the build whatever is sent.
func (s *State) Apart() bool { return s.Directory != None && s.Directory != Here }

// predict works out what git in the build says of the working tree.
func (g *comparison) predict() {
	i, ok := g.Tree.Child(0, ".git")
	switch {
	case !ok:
		g.Directory, g.Why = None, "there is no .git in the root of the build context"
	case g.Tree.IsDir(i):
		g.Directory = Here
		g.Dirty, g.Why = g.dirty(i)
	default:
		g.Directory, g.Why = g.link(i)
	}
}

// link says where a .git leads that is no directory (gitrepository-layout(5)).
func (g *comparison) link(i uint32) (Directory, string) {
	const most = 4096
	to := ""
	if g.Head != nil && g.Tree.Mode(i).IsRegular() {
		to, _ = strings.CutPrefix(string(g.Head(".git", most)), "gitdir:")
	}
	const outside = ": the repository lies outside the build context, and git does not work in the build"
	to = path.Dir(strings.ReplaceAll(strings.TrimSpace(to), `\`, "/"))
	switch {
	case path.Base(to) == "worktrees":
		return Worktree, ".git is the file of a worktree" + outside
	case strings.Contains("/"+to+"/", "/modules/"):
		return Submodule, ".git is the file of a submodule" + outside
	}
	return Elsewhere, ".git leads elsewhere" + outside
}

// dirty says whether git in the build finds deleted files, given the directory
// .git.
func (g *comparison) dirty(git uint32) (*bool, string) {
	yes, no := true, false
	switch part := g.broken(git); {
	case g.sums.At(git).Files == 0:
		return nil, ".git is not sent"
	case part != "":
		return nil, part
	case g.lacks(git, "index"):
		return &yes, ".git/index is not sent: the build sees all tracked files as deleted"
	}
	switch excluded := g.Excluded.Files; {
	case excluded > 0:
		return &yes, fmt.Sprintf("the build sees %s as deleted, which the ignore file excludes", trackedFiles(excluded))
	case g.missing > 0:
		return &yes, fmt.Sprintf("the directory lacks %s", trackedFiles(g.missing))
	case g.unasked > 0 && !g.Known:
		return nil, "it is not known whether all tracked files are sent"
	case g.unasked > 0:
		return &yes, fmt.Sprintf("the build sees %s as deleted, which no COPY, ADD or bind mount names", trackedFiles(g.unasked))
	case g.torn > 0:
		return nil, "a submodule is sent in part, and what git tracks in it is not known"
	}
	return &no, "all tracked files are sent"
}

// broken says why git does not take what is sent for a repository; empty if it
// does (git setup.c, is_git_directory).
func (g *comparison) broken(git uint32) string {
	objects, ok := g.Tree.Child(git, "objects")
	if !ok || g.lacks(git, "HEAD") || g.lacks(git, "refs") || g.lacks(git, "packed-refs") ||
		int(g.sums.At(objects).Files) != g.Tree.Below(objects).Files {
		return "only a part of .git is sent, with which git does not work"
	}
	if _, ok := g.Tree.Lookup(g.Tree.Path(objects) + "/info/alternates"); ok {
		return "objects of .git lie elsewhere (objects/info/alternates), and git does not work in the build"
	}
	return ""
}

// lacks reports whether something in a directory is not sent.
func (g *comparison) lacks(dir uint32, name string) bool {
	i, ok := g.Tree.Child(dir, name)
	return ok && !g.Sent.Sent(i)
}

func trackedFiles(n int) string {
	if n == 1 {
		return "1 tracked file"
	}
	return fmt.Sprintf("%d tracked files", n)
}
