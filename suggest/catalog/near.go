package catalog

import (
	"path"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
)

// Near is the path of an entry that differs from a path that is not there in
// one letter of one of its names, or in nothing but the case of that; empty if
// there is none, or more than one. Short names are all alike.
func Near(t *buildcontext.Tree, name string) string { return NearAll(t, []string{name})[0] }

// A slip is a path of which the directory is there and the name below it is
// not.
type slip struct {
	name, rest string // what follows the name
	near       string
	many       bool
	last       uint32 // that was compared with it
}

// NearAll is Near for many paths, with one look at each directory.
func NearAll(t *buildcontext.Tree, names []string) []string {
	const shortest, longest = 4, 256
	slips := make([]*slip, len(names))
	in := make(map[uint32][]*slip)
	for n, name := range names {
		dir, s := firstAbsent(t, name)
		if slips[n] = s; len(s.name) >= shortest && len(s.name) <= longest {
			in[dir] = append(in[dir], s)
		}
	}
	for dir, all := range in {
		for part := range chunks(all) {
			compareAll(t, dir, part)
		}
	}
	out := make([]string, len(names))
	for n, s := range slips {
		if !s.many {
			out[n] = s.near
		}
	}
	return out
}

// firstAbsent is the first name in a path that is not there, with the directory
// that it is not in.
func firstAbsent(t *buildcontext.Tree, name string) (uint32, *slip) {
	at := uint32(0)
	for rest := name; rest != ""; {
		component, below, _ := strings.Cut(rest, "/")
		i, ok := t.Child(at, component)
		if !ok {
			return at, &slip{name: component, rest: below}
		}
		at, rest = i, below
	}
	return at, &slip{}
}

// compare takes note of an entry that a slip is near.
func (s *slip) compare(t *buildcontext.Tree, i uint32) {
	if s.last == i || !OneLetterApart(s.name, t.Name(i)) && !strings.EqualFold(s.name, t.Name(i)) {
		return
	}
	s.last = i
	candidate := path.Join(t.Path(i), s.rest)
	if _, ok := t.Lookup(candidate); ok {
		s.near, s.many = candidate, s.near != ""
	}
}

// OneLetterApart reports whether one letter is missing, too many, another one,
// or has changed places with its neighbour.
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

// MadeByTools reports whether a path has a name in it of what builds and tools
// make, so that it is no mistake that it is absent from a fresh checkout.
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
