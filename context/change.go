package buildcontext

import (
	"slices"
	"sync"

	"github.com/buildctx/buildctx/ignore"
)

// A Change is what would be another one without a rule.
type Change struct {
	// Returns counts what would no longer be excluded, Loses what then would be.
	// A file with several names counts at each of them.
	Returns, Loses Totals
}

// Without works out for each rule of the View what would be excluded if its line
// were not there. The rules of the View are the matcher's, which comes from
// [ignore.Matcher.Every].
//
// Without a rule the verdict can only be another one where the rule matters,
// which is below the entries that it matches. Only there the walk is replayed
// for every rule.
func (v *View) Without(m *ignore.Matcher) []Change {
	t := v.Tree
	all := &variants{matcher: m, made: make([]func() *ignore.Matcher, len(m.Rules()))}
	for n, rule := range m.Rules() {
		all.made[n] = sync.OnceValue(func() *ignore.Matcher { return m.Without(rule) })
	}
	parts := make([]leavingOut, t.parts())
	for part := range parts {
		parts[part] = leavingOut{view: v, all: all, changes: make([]Change, len(m.Rules()))}
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

// variants are the matchers with one rule less.
type variants struct {
	matcher *ignore.Matcher
	made    []func() *ignore.Matcher
}

// A leavingOut finds, in a part of the tree, where rules matter.
type leavingOut struct {
	view    *View
	all     *variants
	changes []Change
	stack   []matched
}

func (w *leavingOut) run(first, last uint32) {
	t, m := w.view.Tree, w.all.matcher
	w.stack = append(w.stack, matched{end: t.End(0), inside: m.Inside(m.Root())})
	for _, i := range t.above(first) {
		w.enter(i)
	}
	for i := first; i < last; {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		if !w.view.Looked(i) {
			i = t.End(i)
			continue
		}
		in := &w.stack[len(w.stack)-1]
		rules := w.matter(i)
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

// matter are the rules that matter for an entry.
func (w *leavingOut) matter(i uint32) []uint32 {
	t, m := w.view.Tree, w.all.matcher
	rules := w.stack[len(w.stack)-1].inside.DependsOn(t.Name(i))
	if t.IsDir(i) && w.view.flags[i]&excluded != 0 {
		rules = join(rules, m.ExceptionsInto(t.Path(i)))
	}
	return rules
}

// enter puts a directory on the stack.
func (w *leavingOut) enter(i uint32) {
	in := &w.stack[len(w.stack)-1]
	state, _ := w.all.matcher.Enter(in.inside.Dir, w.view.Tree.Name(i))
	w.stack = append(w.stack, matched{
		end: w.view.Tree.End(i), inside: w.all.matcher.Inside(state), rules: join(in.rules, w.matter(i)),
	})
}

// replay compares what becomes of an entry and of everything below it without a
// rule.
func (w *leavingOut) replay(n int, top uint32) {
	t, m, change := w.view.Tree, w.all.made[n](), &w.changes[n]
	parent, path := t.Parent(top), ""
	if parent != 0 {
		path = t.Path(parent)
	}
	stack := []matched{{end: t.End(parent), inside: m.Inside(m.Adopt(w.stack[len(w.stack)-1].inside.Dir, path))}}
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
			for end := t.End(i); i+1 < end; i++ { // the builder does not enter it
				change.compare(w.view, i+1, false)
			}
			i++
			continue
		}
		stack = append(stack, matched{end: t.End(i), inside: m.Inside(state)})
		i++
	}
}

// compare counts an entry that is excluded either with the rule or without it.
func (c *Change) compare(v *View, i uint32, kept bool) {
	switch was := v.kept(i); {
	case was && !kept:
		c.Loses.Add(v.alone(i))
	case !was && kept:
		c.Returns.Add(v.alone(i))
	}
}

// kept reports whether the rules do not exclude an entry.
func (v *View) kept(i uint32) bool { return v.Looked(i) && v.flags[i]&excluded == 0 }

// alone counts an entry without what is below it.
func (v *View) alone(i uint32) Totals {
	switch t := v.Tree; {
	case t.IsDir(i):
		return Totals{Dirs: 1}
	case t.Mode(i).IsRegular():
		return Totals{Files: 1, Bytes: t.Size(i)}
	}
	return Totals{Files: 1}
}
