package gitstate

import (
	"cmp"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
)

// A State is how what is sent stands to git.
type State struct {
	// Ignored are paths that git ignores, Untracked paths that it neither
	// tracks nor ignores, and that are sent. Both are nil where git does not
	// say, or where there are more than maxUntracked to ask about.
	Ignored, Untracked *Paths
	// Excluded are tracked paths that the ignore file keeps out. Git in the
	// build takes them to be deleted, if it works there.
	Excluded Paths
	// Directory is what .git is in the root of the build context.
	Directory Directory
	// Dirty says whether git in the build finds that tracked files are deleted,
	// so that versions made from git end in -dirty, whatever else has changed.
	// It is nil where git has no repository in the build, and where that is not
	// known.
	Dirty *bool
	// Why is the reason for Dirty, as a clause.
	Why string
}

// Paths are paths of one kind, the heaviest first.
type Paths struct {
	// Files and Bytes count all of them.
	Files int
	Bytes int64
	// Paths are the topmost ones.
	Paths []Path
}

// A Path is an entry with the part of it that is of one kind.
type Path struct {
	Entry uint32
	Files int
	Bytes int64
}

func (p *Paths) add(at Path) {
	p.Files += at.Files
	p.Bytes += at.Bytes
	p.Paths = append(p.Paths, at)
}

func (p *Paths) sort() {
	slices.SortStableFunc(p.Paths, func(a, b Path) int {
		return cmp.Or(cmp.Compare(b.Bytes, a.Bytes), cmp.Compare(b.Files, a.Files), cmp.Compare(a.Entry, b.Entry))
	})
}

// maxUntracked is how many paths git is asked about at most at once.
const maxUntracked = 50_000

// Input is what [New] is made of.
type Input struct {
	// Tree is the directory, Eligible what the ignore file leaves, and Sent
	// what is sent for the Dockerfile analysed.
	Tree           *buildcontext.Tree
	Eligible, Sent *buildcontext.View
	// Dropped are entries that the ignore file names and that are sent all the
	// same; the daemon throws them away (docker/cli build/dockerignore.go,
	// TrimBuildFilesFromExcludes).
	Dropped []uint32
	// Known says that Sent is all that is sent, and not the least.
	Known bool
	// Index is what git tracks.
	Index Index
	// Check returns those of the paths that git ignores.
	Check func(paths []string) (map[string]bool, error)
	// Head returns the first n bytes of a file.
	Head func(path string, n int) []byte
}

// New compares what is sent with what git knows.
func New(in Input) *State {
	g := &comparison{Input: in, sums: in.Sent.Sums(), left: in.Eligible.Sums()}
	tops := g.walk()
	g.ask(tops)
	g.predict()
	g.Excluded.sort()
	return &g.State
}

// A comparison is the work of [New].
type comparison struct {
	Input
	State
	sums, left buildcontext.Sums
	missing    int // tracked, and not on the disk
	unasked    int // tracked and eligible, and not sent
	torn       int // submodules of which git in the build may miss something
}

// walk counts what is tracked and not sent, and returns the topmost entries
// that hold nothing tracked and of which something is sent.
func (g *comparison) walk() []uint32 {
	t := g.Tree
	var what []tracking
	what, g.missing = g.Index.inTree(t)
	var tops []uint32
	for i := uint32(1); i < uint32(t.Len()); {
		switch {
		case t.Name(i) == ".git":
			i = t.End(i)
			continue
		case what[i] == notTracked:
			if g.sums.At(i).Files > 0 {
				tops = append(tops, i)
			}
			i = t.End(i)
			continue
		case what[i] == isModule:
			g.look(i)
			g.lookInside(i)
			i = t.End(i)
			continue
		case what[i] == isTracked && !t.IsDir(i):
			g.look(i)
		}
		i++
	}
	return tops
}

// look books an entry that is tracked, if it is not sent.
func (g *comparison) look(i uint32) {
	t := g.Tree
	switch dropped := slices.Contains(g.Dropped, i); {
	case g.Sent.Sent(i) && !dropped:
		return
	case g.Eligible.Sent(i) && !dropped:
		g.unasked++
		return
	}
	at := Path{Entry: i, Files: 1}
	if t.Mode(i).IsRegular() {
		at.Bytes = t.Size(i)
	}
	top := i
	for t.Parent(top) != 0 && g.left.At(t.Parent(top)).Files == 0 {
		top = t.Parent(top)
	}
	if last := len(g.Excluded.Paths) - 1; last >= 0 && g.Excluded.Paths[last].Entry == top {
		g.Excluded.Files++
		g.Excluded.Bytes += at.Bytes
		g.Excluded.Paths[last].Files++
		g.Excluded.Paths[last].Bytes += at.Bytes
		return
	}
	at.Entry = top
	g.Excluded.add(at)
}

// lookInside books a submodule that is sent in part, and in which git works.
// Without its .git it is a directory into which git does not look.
func (g *comparison) lookInside(module uint32) {
	git, ok := g.Tree.Child(module, ".git")
	if ok && g.Sent.Sent(git) && int(g.sums.At(module).Files) < g.Tree.Below(module).Files {
		g.torn++
	}
}

// ask asks git about what is not tracked: about the topmost entries, and then
// about what is below those that it does not ignore as a whole.
func (g *comparison) ask(tops []uint32) {
	top, ok := g.ignored(tops)
	if !ok {
		return
	}
	t := g.Tree
	var below []uint32
	for k, i := range tops {
		for j := i + 1; !top[k] && j < t.End(i); {
			if g.sums.At(j).Files == 0 || t.Name(j) == ".git" {
				j = t.End(j)
				continue
			}
			if below = append(below, j); len(below) > maxUntracked {
				return
			}
			j++
		}
	}
	deep, ok := g.ignored(below)
	if !ok {
		return
	}
	g.Ignored, g.Untracked = &Paths{}, &Paths{}
	for k, i := range tops {
		if top[k] {
			g.Ignored.add(g.whole(i))
			continue
		}
		n, _ := slices.BinarySearch(below, i)
		g.part(i, below[n:], deep[n:])
	}
	g.Ignored.sort()
	g.Untracked.sort()
}

// part books an entry that git does not ignore as a whole, given what it
// ignores below it.
func (g *comparison) part(i uint32, below []uint32, ignored []bool) {
	t := g.Tree
	rest := Path{Entry: i}
	if !t.IsDir(i) {
		rest = g.whole(i)
	}
	end := i // of what is ignored
	for k, j := range below {
		if j >= t.End(i) {
			break
		}
		switch {
		case j < end:
		case ignored[k]:
			g.Ignored.add(g.whole(j))
			end = t.End(j)
		case !t.IsDir(j):
			one := g.whole(j)
			rest.Files += one.Files
			rest.Bytes += one.Bytes
		}
	}
	if rest.Files > 0 {
		g.Untracked.add(rest)
	}
}

// whole is an entry with all that is sent of it.
func (g *comparison) whole(i uint32) Path {
	sum := g.sums.At(i)
	return Path{Entry: i, Files: int(sum.Files), Bytes: sum.Bytes}
}

// ignored says of each entry whether git ignores it; not ok where that is not
// known.
func (g *comparison) ignored(entries []uint32) (ignored []bool, ok bool) {
	if len(entries) == 0 {
		return nil, true
	}
	if len(entries) > maxUntracked {
		return nil, false
	}
	paths := make([]string, len(entries))
	for k, i := range entries {
		paths[k] = g.Tree.Path(i)
	}
	found, err := g.Check(paths)
	ignored = make([]bool, len(entries))
	for k, path := range paths {
		ignored[k] = found[path]
	}
	return ignored, err == nil
}
