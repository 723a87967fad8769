package verify

import (
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// A pathMapping says which part of the build context a path in the result of
// the build shows. "." is the root.
type pathMapping struct {
	at   string // in the result
	path string // in the build context
}

// resultPaths are all parts of the build context that the result shows.
type resultPaths []pathMapping

// translate names what arrived as the build context does. What lies
// elsewhere in the result is left out.
func (r resultPaths) translate(arrived []entry) []entry {
	var out []entry
	for _, e := range arrived {
		for _, m := range r {
			if p, ok := m.inside(e.path); ok && p != "." {
				e.path = p
				out = append(out, e)
				break
			}
		}
	}
	return out
}

// inside is the path in the build context of a path in the result.
func (m pathMapping) inside(name string) (string, bool) {
	rest, ok := cutDir(name, m.at)
	switch {
	case !ok:
		return "", false
	case rest == "":
		return m.path, true
	case m.path == ".":
		return rest, true
	}
	return m.path + "/" + rest, true
}

// cutDir is what follows a directory in a path, which is empty for the
// directory itself.
func cutDir(name, dir string) (string, bool) {
	switch {
	case dir == ".":
		return name, true
	case name == dir:
		return "", true
	}
	return strings.CutPrefix(name, dir+"/")
}

// An entrySet is a set of entries of a tree.
type entrySet []bool

func newEntrySet(t *buildcontext.Tree) entrySet { return make(entrySet, t.Len()) }

// add adds an entry with all that is below it.
func (s entrySet) add(t *buildcontext.Tree, i uint32) {
	for end := t.End(i); i < end; i++ {
		s[i] = true
	}
}

func (s entrySet) has(i uint32) bool { return s[i] }
