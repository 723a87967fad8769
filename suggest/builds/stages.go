package builds

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/commands"
)

// A stage is a stage of some Dockerfile.
type stage struct {
	name   string // or its number
	target bool   // it is what is built
	base   string // name of the image without registry, tag and digest; empty for a stage
	parent *stage
	lines  []runLine
	takes  []take
	from   []fetch
	starts bool   // it says what a container runs
	start  string // what it says
	last   bool   // of its Dockerfile
	users  []*stage

	dockerfile string // that it is a stage of
}

// A take is what a stage takes from the build context.
type take struct {
	whole   bool // everything, or it is not known what
	exact   bool // everything, in its place below dest
	entries map[uint32]bool
	dest    string // where it is put; empty if that is not known
	mount   bool
	partly  bool // COPY leaves some of it out, and it is not known what
	// leaves is what COPY --exclude leaves out of the whole build context; nil
	// for nothing.
	leaves *ignore.Matcher
}

// A fetch is what a stage takes from another one, or from an image.
type fetch struct {
	from *stage // nil for an image
	path string
	dest string // where it is put; empty if that is not known
}

// addStages notes the stages of a Dockerfile.
func (r *Builds) addStages(t *buildcontext.Tree, dockerfile string, set *needs.Set) {
	first := len(r.stages)
	for k, s := range set.Stages {
		at := &stage{name: cmp.Or(s.Name, strconv.Itoa(s.Index)), target: s.Target, last: k == len(set.Stages)-1, parent: r.stage(first, s.BaseStage), dockerfile: dockerfile}
		if at.parent == nil {
			at.base, _, _ = strings.Cut(path.Base(s.Base), "@")
			at.base, _, _ = strings.Cut(at.base, ":")
		} else {
			at.parent.users = append(at.parent.users, at)
		}
		r.stages = append(r.stages, at)
	}
	for _, s := range set.Sources {
		if at := r.stage(first, s.StageIndex); at != nil && s.Context == "" {
			at.takes = append(at.takes, newTake(t, s))
		}
	}
	for _, x := range set.Transfers {
		if at := r.stage(first, x.StageIndex); at != nil {
			at.from = append(at.from, fetch{r.stage(first, x.From), x.Path, x.Dest})
		}
	}
}

// stage is the stage with a number of the Dockerfile whose first one is first.
func (r *Builds) stage(first, number int) *stage {
	if number < 0 || first+number >= len(r.stages) {
		return nil
	}
	return r.stages[first+number]
}

func newTake(t *buildcontext.Tree, s needs.Source) take {
	out := take{dest: s.Dest, mount: s.Mount, exact: s.Whole && s.Unknown == "", partly: len(s.Excludes) > 0 || s.Unknown != ""}
	if m, err := ignore.CompileInclude(s.Excludes); len(s.Excludes) > 0 && out.exact && err == nil {
		out.leaves, out.partly = m, false
	}
	pattern := commands.TrimWildcards(s.Path)
	if out.whole = s.Whole || s.Unknown != "" || pattern == ""; !out.whole {
		out.entries = make(map[uint32]bool)
		for _, i := range t.Find(pattern) {
			out.entries[i] = true
		}
	}
	return out
}

// has reports whether it takes an entry along.
func (k *take) has(t *buildcontext.Tree, i uint32) bool {
	if k.leaves != nil && k.leaves.Decide(t.Path(i)).Matched {
		return false
	}
	for at := i; at != 0 && !k.whole; at = t.Parent(at) {
		if k.entries[at] {
			return true
		}
	}
	return k.whole
}

// gets reports whether a stage takes an entry from the build context.
func (s *stage) gets(t *buildcontext.Tree, i uint32) bool {
	for k := range s.takes {
		if s.takes[k].has(t, i) {
			return true
		}
	}
	return false
}

// Taken reports whether any stage takes the entry.
func (r *Builds) Taken(i uint32) bool {
	for _, s := range r.stages {
		if s.gets(r.tree, i) {
			return true
		}
	}
	return false
}

// lacking is a stage that takes an entry and cannot do without it; nil if there
// is none. It can if it makes it again, as makes says of its RUN instructions,
// or by itself does nothing with it but to be the base of others that can.
func (r *Builds) lacking(i uint32, makes func(runLine) bool, idle func(*stage) bool) *stage {
	name := r.tree.Name(i)
	var can func(s *stage) bool
	can = func(s *stage) bool {
		if s.makes(name, makes, make(map[*stage]bool)) || idle(s) {
			return true
		}
		if s.last || s.starts || len(s.users) == 0 || r.fetched(s) {
			return false
		}
		for _, user := range s.users {
			if !can(user) {
				return false
			}
		}
		return true
	}
	for _, s := range r.stages {
		if s.gets(r.tree, i) && !can(s) {
			return s
		}
	}
	return nil
}

// notMade says that a stage does not make again what it takes: of which
// Dockerfile it is, where there are several.
func notMade(stages []*stage, by *stage) string {
	if slices.ContainsFunc(stages, func(s *stage) bool { return s.dockerfile != by.dockerfile }) {
		return "no RUN of " + by.dockerfile + " makes it again"
	}
	return "no RUN makes it again"
}

// makes reports whether a RUN of the stage makes something of that name, or one
// of a stage from which it takes it by that name. Seen are the stages that were
// asked before.
func (s *stage) makes(name string, makes func(runLine) bool, seen map[*stage]bool) bool {
	if s == nil || seen[s] {
		return false
	}
	seen[s] = true
	if slices.ContainsFunc(s.lines, makes) {
		return true
	}
	for _, f := range s.from {
		if slices.Contains(strings.Split(f.path, "/"), name) && f.from.makes(name, makes, seen) {
			return true
		}
	}
	return s.parent.makes(name, makes, seen)
}

// fetched reports whether another stage takes files from this one.
func (r *Builds) fetched(s *stage) bool {
	for _, other := range r.stages {
		for _, f := range other.from {
			if f.from == s {
				return true
			}
		}
	}
	return false
}
