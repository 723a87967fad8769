package catalog

import (
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// Means reports whether an entry with the name can be what is meant.
func (a *Artefact) Means(t *buildcontext.Tree, i uint32) bool {
	if t.IsDir(i) != a.Dir {
		return false
	}
	return a.In == "" || t.Name(t.Parent(i)) == a.In
}

// Contradicted reports whether something is in an entry that is never in what
// the name means.
func (a *Artefact) Contradicted(t *buildcontext.Tree, i uint32) bool {
	return slices.ContainsFunc(a.Without, func(name string) bool {
		_, ok := childLike(t, i, name)
		return ok
	})
}

// Marker says which marker stands in an entry or beside it: "pyvenv.cfg
// inside". It is empty where none does.
func (a *Artefact) Marker(t *buildcontext.Tree, i uint32) string {
	if found := a.Leaving(t, i); found != "" {
		return found + " inside"
	}
	if found := a.Manifest(t, i); found != "" {
		return found + " beside it"
	}
	return ""
}

// Leaving is the first of Inside that stands in an entry; empty if none does.
func (a *Artefact) Leaving(t *buildcontext.Tree, i uint32) string {
	for _, name := range a.Inside {
		if found, ok := childLike(t, i, name); ok {
			return found
		}
	}
	return ""
}

// Manifest is the first of Beside that stands beside an entry; empty if none
// does.
func (a *Artefact) Manifest(t *buildcontext.Tree, i uint32) string {
	for _, name := range a.Beside {
		if found, ok := childLike(t, t.Parent(i), name); ok {
			return found
		}
	}
	return ""
}

// childLike finds a child by its name, or by a pattern with one "*".
func childLike(t *buildcontext.Tree, dir uint32, pattern string) (string, bool) {
	head, tail, star := strings.Cut(pattern, "*")
	if !star {
		_, ok := t.Child(dir, pattern)
		return pattern, ok
	}
	for c := range t.Children(dir) {
		if name := t.Name(c); len(name) >= len(head)+len(tail) && strings.HasPrefix(name, head) && strings.HasSuffix(name, tail) {
			return name, true
		}
	}
	return "", false
}
