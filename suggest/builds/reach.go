package builds

import (
	"slices"
	"strings"
)

// Reach says how far into a build an entry gets.
type Reach uint8

// How far an entry gets.
const (
	// NotTaken: no COPY or ADD takes it.
	NotTaken Reach = iota
	// InStage: it ends in the layers of a stage, and in those of no image that
	// is built, unless a RUN puts it into something else.
	InStage
	// MayBeInImage: a stage that takes it hands on a path that may hold it.
	MayBeInImage
	// InImage: it ends in the layers of an image that is built.
	InImage
)

// Reach says how far an entry gets, and which stages take it. Of several
// Dockerfiles the one counts in which it gets furthest.
func (r *Builds) Reach(i uint32) (far Reach, stages []string) {
	for _, s := range r.stages {
		if r.layered(s, i) {
			far = max(far, InStage)
			if !slices.Contains(stages, s.name) {
				stages = append(stages, s.name)
			}
		}
		if s.target {
			far = max(far, r.inside(s, i))
		}
	}
	return far, stages
}

// layered reports whether a COPY or ADD of a stage takes an entry.
func (r *Builds) layered(s *stage, i uint32) bool {
	return slices.ContainsFunc(s.takes, func(k take) bool { return !k.mount && k.has(r.tree, i) })
}

// inside says whether an entry is in what a stage is made of.
func (r *Builds) inside(s *stage, i uint32) Reach {
	far, seen := NotTaken, make(map[fetch]bool)
	for at := s; at != nil; at = at.parent {
		for _, k := range at.takes {
			switch {
			case k.mount || !k.has(r.tree, i):
			case k.partly:
				far = max(far, MayBeInImage)
			default:
				return InImage
			}
		}
		for _, f := range at.from {
			if f.from != nil && f.from != at && r.hands(f, i, seen) {
				far = MayBeInImage
			}
		}
	}
	return far
}

// hands reports whether what is taken from a stage may hold an entry. Stages
// that take from each other many times are asked once: seen are those asked
// before.
func (r *Builds) hands(taken fetch, i uint32, seen map[fetch]bool) bool {
	if seen[taken] {
		return false
	}
	seen[taken] = true
	s, path := taken.from, taken.path
	for at := s; at != nil; at = at.parent {
		for k := range at.takes {
			if !at.takes[k].mount && at.takes[k].has(r.tree, i) && (path == "" || at.takes[k].reaches(path, r.tree.Path(i), s.base)) {
				return true
			}
		}
		for _, f := range at.from {
			if f.from != nil && f.from != at && f.from != s && r.hands(f, i, seen) {
				return true
			}
		}
	}
	return false
}

// EndsIn says in words where a secret ends; empty without a Dockerfile.
func (r *Builds) EndsIn(i uint32) string {
	if len(r.stages) == 0 {
		return ""
	}
	switch far, stages := r.Reach(i); far {
	case InImage:
		return "ends in " + image(r, i, far)
	case MayBeInImage:
		return "may end in " + image(r, i, far) + " by way of stage " + strings.Join(stages, " and ")
	case InStage:
		return "ends in stage " + strings.Join(stages, " and ") + ", not in the image"
	}
	return "no COPY takes it"
}

// image names the image in which an entry gets that far: that of a Dockerfile,
// where it does so in some and not in all of them.
func image(r *Builds, i uint32, far Reach) string {
	first, all := "", true
	for _, s := range r.stages {
		switch {
		case !s.target:
		case r.inside(s, i) != far:
			all = false
		case first == "":
			first = s.dockerfile
		}
	}
	if all {
		return "the image"
	}
	return "the image of " + first
}
