package buildcontext

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

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
// entry i to before end. The first of them is in the directory at which the
// walk stands.
func (v *View) skipped(m *ignore.Matcher, in walkDir, i, end uint32) int {
	t, count := v.Tree, 0
	stack := []walkDir{in}
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

// A walkDir is a directory of a walk that visits directories alone.
type walkDir struct {
	end     uint32
	ignore  ignore.State
	include ignore.State
}

func (v *View) atRoot(m *ignore.Matcher) walkDir {
	s := walkDir{end: v.Tree.End(0), ignore: m.Root()}
	if v.Rules.Include != nil {
		s.include = v.Rules.Include.Root()
	}
	return s
}

// step goes into a directory, if the builder does so (see walk.dir).
func (v *View) step(m *ignore.Matcher, in *walkDir, i uint32) (self walkDir, enters bool) {
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

// Costs works out for each exception of the View how many directory entries
// more the builder's client looks at because of its line: as many as
// [View.Visits] would be less without it. For other rules it is 0. Where
// several exceptions each keep BuildKit from leaving anything out, each alone
// costs nothing. The rules of the View are the matcher's.
func (v *View) Costs(m ignore.FullMatcher) []int {
	costs := make([]int, len(m.Rules()))
	switch everywhere := m.PruningDisabledBy(); {
	case v.Visited == 0, len(everywhere) > 1:
		// whichever line is not there, another one leads everywhere
		return costs
	case len(everywhere) == 1:
		n := everywhere[0].Index
		costs[n] = v.Visits(m.Matcher) - v.Visits(m.Without(everywhere[0]))
		return costs
	}
	w := &costWalk{view: v, matcher: m.Matcher, made: make([]*ignore.Matcher, len(costs)), costs: costs}
	w.run()
	return costs
}

// A costWalk finds the directories whose verdicts depend on an exception, and
// replays the walk only below them.
type costWalk struct {
	view    *View
	matcher *ignore.Matcher
	made    []*ignore.Matcher // without each rule, once it was needed
	costs   []int
	stack   []costDir
}

// A costDir is a directory that the builder enters.
type costDir struct {
	walkDir
	// the exceptions that matter for it or for a directory above it
	rules []uint32
}

func (w *costWalk) run() {
	v, t := w.view, w.view.Tree
	end := t.End(0)
	w.stack = append(w.stack, costDir{walkDir: v.atRoot(w.matcher)})
	for i := t.dirs.next(1, end); i < end; i = t.dirs.next(i, end) {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		in := &w.stack[len(w.stack)-1]
		rules := w.relevantRules(&in.walkDir, i)
		fresh := slices.DeleteFunc(slices.Clone(rules), func(n uint32) bool {
			_, again := slices.BinarySearch(in.rules, n)
			return again
		})
		if len(fresh) > 0 {
			w.replay(fresh, i)
		}
		if self, enters := v.step(w.matcher, &in.walkDir, i); enters {
			w.stack = append(w.stack, costDir{walkDir: self, rules: join(in.rules, rules)})
			i++
		} else {
			i = t.End(i)
		}
	}
}

// relevantRules are the exceptions on which the verdict on something depends
// at or below a directory. One of several that lead into it can be missed.
func (w *costWalk) relevantRules(in *walkDir, i uint32) []uint32 {
	t, m := w.view.Tree, w.matcher
	inside := m.Inside(in.ignore)
	rules := inside.DependsOn(t.Name(i))
	if state, verdict := m.Enter(in.ignore, t.Name(i)); verdict.Matched && m.Descends(state) {
		if lead := m.ExceptionsInto(t.Path(i)); len(lead) == 1 {
			rules = join(rules, lead)
		}
	}
	return slices.DeleteFunc(slices.Clone(rules), func(n uint32) bool { return !m.Rules()[n].Negated })
}

// replay adds to the cost of some exceptions what the client leaves out of a
// directory without each of them, and takes off what it leaves out with them.
func (w *costWalk) replay(rules []uint32, i uint32) {
	v, t, m := w.view, w.view.Tree, w.matcher
	in, path := w.stack[len(w.stack)-1].walkDir, ""
	if parent := t.Parent(i); parent != 0 {
		path = t.Path(parent)
	}
	with := v.skipped(m, in, i, t.End(i))
	for _, n := range rules {
		if w.made[n] == nil {
			w.made[n] = m.Without(m.Rules()[n])
		}
		other := in
		other.ignore = w.made[n].Adopt(in.ignore, path)
		w.costs[n] += v.skipped(w.made[n], other, i, t.End(i)) - with
	}
}

// ReincludedBy finds, for each of the given exceptions of the View, the topmost
// entries that it re-includes, in path order. Of a rule with more than most
// entries it returns most+1.
func (v *View) ReincludedBy(rules []*ignore.Rule, most int) (found [][]uint32) {
	t, m := v.Tree, v.Rules.Ignore
	found = make([][]uint32, len(rules))
	number := make(map[*ignore.Rule]int, len(rules))
	for n, rule := range rules {
		number[rule] = n
	}
	type open struct {
		end    uint32
		inside ignore.Inside
		by     *ignore.Rule
	}
	stack := []open{{end: t.End(0), inside: m.Inside(m.Root())}}
	full := 0 // rules of which more than most are found
	for i := uint32(1); i < uint32(t.Len()) && full < len(rules); {
		for i >= stack[len(stack)-1].end {
			stack = stack[:len(stack)-1]
		}
		if !v.LookedAt(i) {
			i = t.End(i)
			continue
		}
		in := &stack[len(stack)-1]
		verdict, _ := in.inside.Verdict(t.Name(i))
		if !verdict.Matched && verdict.By != nil && verdict.By != in.by {
			if n, asked := number[verdict.By]; asked && len(found[n]) <= most {
				if found[n] = append(found[n], i); len(found[n]) > most {
					full++
				}
			}
		}
		if t.IsDir(i) {
			state, _ := m.Enter(in.inside.Dir, t.Name(i))
			stack = append(stack, open{end: t.End(i), inside: m.Inside(state), by: verdict.By})
		}
		i++
	}
	return found
}
