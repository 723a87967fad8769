package builds

import (
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
)

// A Reading knows what the commands of builds read that they are not told of:
// compilers and bundlers, what sources name. It reads nothing before it is
// asked.
type Reading struct {
	builds *Builds
	tree   *buildcontext.Tree
	head   func(path string, n int) []byte

	asked    map[string]bool // names that will be asked for; nil for any
	said     *sayings        // what texts say, once it was asked for
	compiled *[]inSource     // what sources have compiled in, likewise
}

// NewReading is what the commands of some builds read.
func NewReading(r *Builds) *Reading { return &Reading{builds: r, tree: r.tree, head: r.head} }

// ExpectNames says for which names it will be asked, as [Builds.ExpectNames]
// does.
func (x *Reading) ExpectNames(names map[string]bool) { x.asked, x.said = names, nil }

// works reports whether a RUN of the stage may read what it does not name.
func (s *stage) works() bool {
	return slices.ContainsFunc(s.lines, func(line runLine) bool { return line.ReadsSources() })
}

// workingWith are the stages that have an entry and in which something runs
// that may read it.
func (x *Reading) workingWith(i uint32) []*stage {
	var out []*stage
	for _, s := range x.builds.stages {
		if s.works() && x.comesTo(s, i) {
			out = append(out, s)
		}
	}
	return out
}

// comesTo reports whether a stage has an entry, be it from another stage.
func (x *Reading) comesTo(s *stage, i uint32) bool {
	for at := s; at != nil; at = at.parent {
		if at.gets(x.tree, i) {
			return true
		}
	}
	return x.builds.inside(s, i) > NotTaken
}
