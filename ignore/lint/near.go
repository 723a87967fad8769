package lint

import (
	"path"
	"strings"
	"unicode/utf8"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/catalog"
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
			if !oneLetterApart(component, t.Name(i)) && !strings.EqualFold(component, t.Name(i)) {
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

// oneLetterApart reports whether one letter is missing, too many, another one, or has
// changed places with its neighbour.
func oneLetterApart(a, b string) bool {
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

// isPlain reports whether a path can be written as a line as it is: nothing in it has a
// meaning in a pattern, and nothing cannot be seen.
func isPlain(name string) bool {
	odd := func(r rune) bool { return r == utf8.RuneError || ignore.Unseen(r) || strings.ContainsRune(`*?[]\`, r) }
	return strings.TrimSpace(name) == name && !strings.ContainsFunc(name, odd) && !strings.HasPrefix(name, "!") && !strings.HasPrefix(name, "#")
}

// MadeByTools reports whether a path has a name in it of what builds and tools make, so
// that it is no mistake that it is absent from a fresh checkout.
func MadeByTools(name string) bool {
	made := strings.HasSuffix(name, ".tar.gz")
	switch catalog.OrdinaryFile(path.Base(name)) {
	case catalog.BuildOutput, catalog.Archive:
		made = true
	}
	for component := range strings.SplitSeq(name, "/") {
		catalog.Index().Each(component, func(a *catalog.Artefact) {
			switch a.Category {
			case catalog.BuildOutput, catalog.Dependencies, catalog.Cache, catalog.Test:
				made = true
			}
		})
	}
	return made
}
