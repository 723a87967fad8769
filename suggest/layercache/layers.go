package layercache

import (
	"math"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
)

// A project is what is built, with what can be asked of it.
type project struct {
	*predict.Prediction
	head func(path string, n int) []byte
}

// layers are what stands before a RUN: the builder runs it again when any of
// that has changed.
type layers struct {
	// direct are the sources in its own stage, its own mounts included, and in
	// the stages that this one goes on from.
	direct []needs.Source
	// through are the sources of stages from which files are copied. What a
	// change of them does to those files is not known.
	through []needs.Source
}

// layersBefore finds what stands before a RUN. It is not known where a source
// is not known.
func (in project) layersBefore(run needs.Command) (found layers, known bool) {
	var from, seen []int
	set := in.Needs
	known = true
	gather := func(stage, last int, to *[]needs.Source) {
		seen = append(seen, stage)
		for _, s := range set.Sources {
			if s.StageIndex == stage && s.Line <= last && !s.Unused {
				known = known && in.followable(s)
				*to = append(*to, s)
			}
		}
		for _, x := range set.Transfers {
			if x.StageIndex == stage && x.Line <= last {
				from = append(from, x.From)
			}
		}
	}
	for at, last := run.StageIndex, run.Line; at >= 0 && at < len(set.Stages); at, last = set.Stages[at].BaseStage, math.MaxInt {
		gather(at, last, &found.direct)
	}
	for k := 0; k < len(from); k++ {
		for at := from[k]; at >= 0 && at < len(set.Stages) && !slices.Contains(seen, at); at = set.Stages[at].BaseStage {
			gather(at, math.MaxInt, &found.through)
		}
	}
	return found, known
}

// followable reports whether the source alone says which changes the builder
// sees. It does not where a named context or a variable takes part, where
// platforms differ, where only a part of what it names is copied, and where a
// command may write to what is mounted, so that the builder goes by more than
// the content, nor where the ignore rules do not hold for mounts.
func (in project) followable(s needs.Source) bool {
	return s.Context == "" && s.Unknown == "" && s.Platform == "" && len(s.Excludes) == 0 && !s.Writable &&
		!strings.Contains(s.Path, "**") && (!s.Mount || in.Builder.FiltersMounts())
}

// taking is what sources take from the build context.
type taking struct {
	whole bool
	list  *ignore.Matcher // nil for nothing
}

// takingOf is what sources take together, in the way of BuildKit's client:
// links on the way are followed as they are now.
func (in project) takingOf(sources []needs.Source) (taking, error) {
	var all []string
	for _, s := range sources {
		include, whole, _ := in.Tree.FollowLinks([]string{s.Path})
		if s.Whole || whole {
			return taking{whole: true}, nil
		}
		all = append(all, include...)
	}
	if len(all) == 0 {
		return taking{}, nil
	}
	slices.Sort(all)
	list, err := ignore.CompileInclude(slices.Compact(all))
	return taking{list: list}, err
}

// has reports whether a path is taken, be it there or not.
func (k taking) has(name string) bool {
	return k.whole || k.list != nil && k.list.Decide(name).Matched
}
