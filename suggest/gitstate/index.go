package gitstate

import (
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// An Index is what git tracks at and below the root of the build context. The
// lists are in byte order.
type Index struct {
	// Paths are all tracked paths; a submodule is one of them.
	Paths []string
	// Modules are the submodules among them.
	Modules []string
	// Unchecked are those that git takes to be unchanged without a look: sparse
	// checkout and git update-index --assume-unchanged.
	Unchecked []string
}

// A tracking says of an entry what git tracks of it.
type tracking uint8

const (
	notTracked  tracking = iota // neither the entry nor anything below it
	isTracked                   // a file, or a directory that holds one
	isUnchecked                 // a file of which git does not look whether it is there
	isModule                    // a submodule, which tracks what is below it itself
)

// A merge finds the tracked paths in a tree, in one pass over both.
type merge struct {
	tree    *buildcontext.Tree
	index   Index
	next    int // the first of index.Paths that is not dealt with
	entries []tracking
	missing int // tracked, and not on the disk where git looks for it
}

// inTree finds what is tracked among the entries of a tree.
func (x Index) inTree(t *buildcontext.Tree) (entries []tracking, missing int) {
	m := &merge{tree: t, index: x, entries: make([]tracking, t.Len())}
	m.directory(0, "")
	for m.next < len(x.Paths) {
		m.miss()
	}
	return m.entries, m.missing
}

// directory deals with all tracked paths that start with the path of a
// directory, a slash at its end. Git has the paths in byte order, so that
// "a-b" comes before "a/b"; in the tree a directory comes where its name does.
// Directories are kept open until the paths below them are next.
func (m *merge) directory(dir uint32, prefix string) {
	var open []uint32
	closeTo := func(name string) {
		for n := len(open) - 1; n >= 0; n-- {
			below := m.tree.Name(open[n]) + "/"
			if name != "" && below > name {
				return
			}
			m.enter(open[n], prefix, below)
			open = open[:n]
		}
	}
	for c := range m.tree.Children(dir) {
		name := m.tree.Name(c)
		closeTo(name)
		m.meet(c, prefix, name)
		if m.tree.IsDir(c) && m.entries[c] != isModule {
			open = append(open, c)
		}
	}
	closeTo("")
	for _, ok := m.rest(prefix); ok && prefix != ""; _, ok = m.rest(prefix) {
		m.miss()
	}
}

// rest is the next tracked path without a prefix that it starts with.
func (m *merge) rest(prefix string) (string, bool) {
	if m.next == len(m.index.Paths) {
		return "", false
	}
	return strings.CutPrefix(m.index.Paths[m.next], prefix)
}

// meet marks an entry that is tracked itself: a file, or a submodule.
func (m *merge) meet(i uint32, prefix, name string) {
	rest, ok := m.rest(prefix)
	for ; ok && rest < name; rest, ok = m.rest(prefix) {
		m.miss()
	}
	if !ok || rest != name {
		return
	}
	path := m.index.Paths[m.next]
	submodule := has(&m.index.Modules, path)
	if m.tree.IsDir(i) != submodule {
		return // something else has taken its place, and it is missing
	}
	m.entries[i] = isTracked
	switch {
	case submodule:
		m.entries[i] = isModule
	case has(&m.index.Unchecked, path):
		m.entries[i] = isUnchecked
	}
	for m.next < len(m.index.Paths) && m.index.Paths[m.next] == path {
		m.next++
	}
}

// enter deals with a directory if anything in it is tracked.
func (m *merge) enter(i uint32, prefix, below string) {
	rest, ok := m.rest(prefix)
	for ; ok && rest < below; rest, ok = m.rest(prefix) {
		m.miss()
	}
	if !ok || !strings.HasPrefix(rest, below) {
		return
	}
	m.entries[i] = isTracked
	m.directory(i, m.index.Paths[m.next][:len(prefix)+len(below)])
}

// miss takes the next tracked path for one that is not on the disk.
func (m *merge) miss() {
	path := m.index.Paths[m.next]
	if !has(&m.index.Unchecked, path) {
		m.missing++
	}
	for m.next < len(m.index.Paths) && m.index.Paths[m.next] == path {
		m.next++
	}
}

// has reports whether a sorted list has a path, and drops what comes before
// it: the paths are asked for in order.
func has(list *[]string, path string) bool {
	for len(*list) > 0 && (*list)[0] < path {
		*list = (*list)[1:]
	}
	return len(*list) > 0 && (*list)[0] == path
}
