package buildcontext

import "github.com/buildctx/buildctx/ignore"

// Visits is how many directory entries the builder's client would look at if it
// went by other ignore rules (see [View.Visited]). The Tree must have been read
// with nothing left out.
func (v *View) Visits(m *ignore.Matcher) int {
	t := v.Tree
	if v.Visited == 0 {
		return 0 // nothing is asked for
	}
	return t.Len() - 1 - v.skipped(m, v.atRoot(m), 1, t.End(0))
}

// skipped counts what lies in directories that the builder does not enter, from
// entry i to before end. The first of them is in the directory at which the walk
// stands.
func (v *View) skipped(m *ignore.Matcher, in standing, i, end uint32) int {
	t, count := v.Tree, 0
	stack := []standing{in}
	for i = t.dirs.next(i, end); i < end; i = t.dirs.next(i, end) {
		for i >= stack[len(stack)-1].end {
			stack = stack[:len(stack)-1]
		}
		if self, enters := v.step(m, &stack[len(stack)-1], i); enters {
			stack = append(stack, self)
			i++
		} else {
			count += int(t.End(i)-i) - 1
			i = t.End(i)
		}
	}
	return count
}

// A standing is a directory at which a walk stands that looks at directories
// alone.
type standing struct {
	end     uint32
	ignore  ignore.State
	include ignore.State
}

func (v *View) atRoot(m *ignore.Matcher) standing {
	s := standing{end: v.Tree.End(0), ignore: m.Root()}
	if v.Rules.Include != nil {
		s.include = v.Rules.Include.Root()
	}
	return s
}

// step goes into a directory, if the builder does so (see walk.dir).
func (v *View) step(m *ignore.Matcher, in *standing, i uint32) (self standing, enters bool) {
	t := v.Tree
	self.end = t.End(i)
	if asked := v.Rules.Include; asked != nil {
		state, verdict := asked.Enter(in.include, t.Name(i))
		if !verdict.Matched && !asked.Descends(state) {
			return self, false
		}
		self.include = state
	}
	state, verdict := m.Enter(in.ignore, t.Name(i))
	self.ignore = state
	return self, !verdict.Matched || m.Descends(state)
}
