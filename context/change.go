package buildcontext

import (
	"slices"
	"sync"

	"github.com/buildctx/buildctx/ignore"
)

// A Change is how leaving out a rule would change what is excluded.
type Change struct {
	// Returns counts what would no longer be excluded, Loses what would be
	// excluded then.
	// A file with several names counts at each of them.
	Returns, Loses Totals
}

// WithoutEachRule works out for each rule of the View what would be excluded if
// its line were not there. The rules of the View are the matcher's.
//
// Leaving out a rule can only change a verdict that depends on it, at or below
// an entry that it matches. Only there is the walk replayed.
func (v *View) WithoutEachRule(m ignore.FullMatcher) []Change {
	t := v.Tree
	all := &matchersWithout{matcher: m.Matcher, made: make([]func() *ignore.Matcher, len(m.Rules()))}
	for n, rule := range m.Rules() {
		all.made[n] = sync.OnceValue(func() *ignore.Matcher { return m.Without(rule) })
	}
	parts := make([]changeWalk, t.parts())
	for part := range parts {
		parts[part] = changeWalk{view: v, all: all, changes: make([]Change, len(m.Rules()))}
	}
	t.split(len(parts), func(part int, first, last uint32) { parts[part].run(first, last) })
	changes := parts[0].changes
	for _, part := range parts[1:] {
		for n := range changes {
			changes[n].Returns.Add(part.changes[n].Returns)
			changes[n].Loses.Add(part.changes[n].Loses)
		}
	}
	return changes
}

// matchersWithout are the matchers with one rule less.
type matchersWithout struct {
	matcher *ignore.Matcher
	made    []func() *ignore.Matcher
}

// A changeWalk finds, in a part of the tree, where verdicts depend on which
// rules.
type changeWalk struct {
	view    *View
	all     *matchersWithout
	changes []Change
	stack   []matchedDir
}

func (w *changeWalk) run(first, last uint32) {
	t, m := w.view.Tree, w.all.matcher
	w.stack = append(w.stack, matchedDir{end: t.End(0), inside: m.Inside(m.Root())})
	for _, i := range t.ancestors(first) {
		w.enter(i)
	}
	for i := first; i < last; {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		if !w.view.LookedAt(i) {
			i = t.End(i)
			continue
		}
		in := &w.stack[len(w.stack)-1]
		rules := w.relevantRules(i)
		for _, n := range rules {
			if _, again := slices.BinarySearch(in.rules, n); !again {
				w.replay(int(n), i)
			}
		}
		if t.IsDir(i) {
			w.enter(i)
		}
		i++
	}
}

// relevantRules are the rules on which the verdict on an entry depends.
func (w *changeWalk) relevantRules(i uint32) []uint32 {
	t, m := w.view.Tree, w.all.matcher
	rules := w.stack[len(w.stack)-1].inside.DependsOn(t.Name(i))
	if t.IsDir(i) && w.view.flags[i]&excluded != 0 {
		rules = join(rules, m.ExceptionsInto(t.Path(i)))
	}
	return rules
}

// enter puts a directory on the stack.
func (w *changeWalk) enter(i uint32) {
	in := &w.stack[len(w.stack)-1]
	state, _ := w.all.matcher.Enter(in.inside.Dir, w.view.Tree.Name(i))
	w.stack = append(w.stack, matchedDir{
		end: w.view.Tree.End(i), inside: w.all.matcher.Inside(state), rules: join(in.rules, w.relevantRules(i)),
	})
}

// replay compares what becomes of an entry and of everything below it without a
// rule.
func (w *changeWalk) replay(n int, top uint32) {
	t, m, change := w.view.Tree, w.all.made[n](), &w.changes[n]
	parent, path := t.Parent(top), ""
	if parent != 0 {
		path = t.Path(parent)
	}
	stack := []matchedDir{{end: t.End(parent), inside: m.Inside(m.Adopt(w.stack[len(w.stack)-1].inside.Dir, path))}}
	for i := top; i < t.End(top); {
		for i >= stack[len(stack)-1].end {
			stack = stack[:len(stack)-1]
		}
		inside := &stack[len(stack)-1].inside
		if !t.IsDir(i) {
			verdict, _ := inside.Verdict(t.Name(i))
			change.compare(w.view, i, !verdict.Matched)
			i++
			continue
		}
		state, verdict := m.Enter(inside.Dir, t.Name(i))
		change.compare(w.view, i, !verdict.Matched)
		if verdict.Matched && !m.Descends(state) {
			// the builder does not enter it
			for end := t.End(i); i+1 < end; i++ {
				change.compare(w.view, i+1, false)
			}
			i++
			continue
		}
		stack = append(stack, matchedDir{end: t.End(i), inside: m.Inside(state)})
		i++
	}
}

// compare counts an entry that is excluded either with the rule or without it.
func (c *Change) compare(v *View, i uint32, kept bool) {
	switch was := v.includes(i); {
	case was && !kept:
		c.Loses.Add(v.totalsOf(i))
	case !was && kept:
		c.Returns.Add(v.totalsOf(i))
	}
}

// includes reports whether the rules do not exclude an entry.
func (v *View) includes(i uint32) bool { return v.LookedAt(i) && v.flags[i]&excluded == 0 }

// totalsOf counts an entry without what is below it.
func (v *View) totalsOf(i uint32) Totals {
	switch t := v.Tree; {
	case t.IsDir(i):
		return Totals{Dirs: 1}
	case t.Mode(i).IsRegular():
		return Totals{Files: 1, Bytes: t.Size(i)}
	}
	return Totals{Files: 1}
}
