package needs

import (
	"cmp"
	"fmt"
	"slices"
)

// merge joins the evaluations of all platforms.
func (s *Set) merge(runs []*evaluation) {
	for _, e := range runs {
		s.Unknowns = appendNew(s.Unknowns, e.unknowns)
		s.Assumptions = appendNew(s.Assumptions, e.assumptions)
		s.Problems = appendNew(s.Problems, e.problems)
		s.Contexts = appendNew(s.Contexts, e.loaded())
		s.Commands = appendNew(s.Commands, e.commands)
		s.Mentions = appendNew(s.Mentions, e.mentions)
		s.Transfers = appendNew(s.Transfers, e.transfers)
	}
	s.stages(runs)
	s.sources(runs)
}

// appendNew appends what is not there yet.
func appendNew[T comparable](list, more []T) []T {
	there := map[T]bool{}
	for _, v := range list {
		there[v] = true
	}
	for _, v := range more {
		if !there[v] {
			there[v] = true
			list = append(list, v)
		}
	}
	return list
}

// stages describes the stages. What differs between platforms is that of the
// first one, but a stage is reachable if any of them reaches it.
func (s *Set) stages(runs []*evaluation) {
	for _, e := range runs {
		for _, d := range e.states {
			if d.unregistered() {
				continue
			}
			if e == runs[0] {
				st := Stage{
					Index: d.index, Name: d.name, Line: d.line, EndLine: d.end, Base: d.baseName, BaseStage: -1,
					Image: d.base == nil && d.context == nil && d.baseName != scratch,
				}
				if d.base != nil {
					st.BaseStage = d.base.index
				}
				s.Stages = append(s.Stages, st)
			}
			st := &s.Stages[d.index]
			st.Reachable = st.Reachable || e.reachable[d]
			st.Target = st.Target || e.isTarget(d)
		}
	}
}

// sources joins the sources of all platforms. Those that all platforms share
// name no platform.
func (s *Set) sources(runs []*evaluation) {
	if len(runs) == 1 {
		s.Sources = runs[0].sources
	} else {
		s.shared(runs)
	}
	slices.SortStableFunc(s.Sources, func(a, b Source) int {
		return cmp.Or(cmp.Compare(a.StageIndex, b.StageIndex), cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Line, b.Line))
	})
}

// shared joins the sources of several platforms.
func (s *Set) shared(runs []*evaluation) {
	key := func(src Source) string {
		src.Dest, src.Target = "", "" // are nothing that is asked of the context
		return fmt.Sprintf("%+v", src)
	}
	alike := map[string]int{} // the number of platforms that have a source
	for _, e := range runs {
		seen := map[string]bool{}
		for _, src := range e.sources {
			if k := key(src); !seen[k] {
				seen[k] = true
				alike[k]++
			}
		}
	}
	differ := false
	for i, e := range runs {
		for _, src := range e.sources {
			if alike[key(src)] < len(runs) {
				differ = true
				src.Platform = e.platform.String()
			} else if i > 0 {
				continue
			}
			s.Sources = append(s.Sources, src)
		}
	}
	if differ {
		for _, e := range runs {
			s.Platforms = append(s.Platforms, e.platform.String())
		}
	}
}

// rank orders the sources of a stage as they come to bear: FROM, what ONBUILD
// runs at the head, the rest.
func rank(s Source) int {
	switch {
	case s.Instruction == "FROM":
		return 0
	case s.OnBuild:
		return 1
	}
	return 2
}
