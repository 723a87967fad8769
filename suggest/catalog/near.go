package catalog

import (
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// Near is the path of an entry that differs from a path that is not there in one letter
// of one of its names, or in nothing but the case of that; empty if there is none, or
// more than one. Short names are all alike.
func Near(t *buildcontext.Tree, name string) string {
	const shortest = 4
	components := strings.Split(name, "/")
	at := uint32(0)
	for n, component := range components {
		if i, ok := t.Child(at, component); ok {
			at = i
			continue
		}
		if len(component) < shortest {
			return ""
		}
		found := ""
		for i := range t.Children(at) {
			if !OneLetterApart(component, t.Name(i)) && !strings.EqualFold(component, t.Name(i)) {
				continue
			}
			candidate := path.Join(t.Path(i), path.Join(components[n+1:]...))
			if _, ok := t.Lookup(candidate); !ok {
				continue
			}
			if found != "" {
				return ""
			}
			found = candidate
		}
		return found
	}
	return ""
}

// OneLetterApart reports whether one letter is missing, too many, another one, or has
// changed places with its neighbour.
func OneLetterApart(a, b string) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a)+len(b) == 1, len(a) == 1 && len(b) == 1:
		return true
	}
	return len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]
}

// MadeByTools reports whether a path has a name in it of what builds and tools make, so
// that it is no mistake that it is absent from a fresh checkout.
func MadeByTools(name string) bool {
	made := strings.HasSuffix(name, ".tar.gz")
	switch OrdinaryFile(path.Base(name)) {
	case BuildOutput, Archive:
		made = true
	}
	for component := range strings.SplitSeq(name, "/") {
		Index().Each(component, func(a *Artefact) {
			switch a.Category {
			case BuildOutput, Dependencies, Cache, Test:
				made = true
			}
		})
	}
	return made
}
