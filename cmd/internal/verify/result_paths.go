package verify

import (
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// A window is a part of the build context as it is to be seen in the result of
// the build: what lies at one path there is what lies at another one here.
// "." is the root.
type window struct {
	at   string // in the result
	path string // in the build context
}

// windows are all that is to be seen.
type windows []window

// translate names what arrived as the build context does. What lies in no
// window is left out.
func (w windows) translate(arrived []entry) []entry {
	var out []entry
	for _, e := range arrived {
		for _, window := range w {
			if p, ok := window.inside(e.path); ok && p != "." {
				e.path = p
				out = append(out, e)
				break
			}
		}
	}
	return out
}

// inside is the path in the build context of a path in the result.
func (w window) inside(name string) (string, bool) {
	rest, ok := below(name, w.at)
	switch {
	case !ok:
		return "", false
	case rest == "":
		return w.path, true
	case w.path == ".":
		return rest, true
	}
	return w.path + "/" + rest, true
}

// below is what follows a directory in a path; empty for the directory itself.
func below(name, dir string) (string, bool) {
	switch {
	case dir == ".":
		return name, true
	case name == dir:
		return "", true
	}
	return strings.CutPrefix(name, dir+"/")
}

// A sight is a set of entries of a tree.
type sight []bool

func newSight(t *buildcontext.Tree) sight { return make(sight, t.Len()) }

// add adds an entry with all that is below it.
func (s sight) add(t *buildcontext.Tree, i uint32) {
	for end := t.End(i); i < end; i++ {
		s[i] = true
	}
}

func (s sight) has(i uint32) bool { return s[i] }
