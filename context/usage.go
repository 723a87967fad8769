package buildcontext

import (
	"cmp"
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

// Matches counts for each rule what its pattern matches and what lies below,
// whichever rule decides about it and whether or not the builder gets there: what
// the line would keep out if it were the only one. The Matcher comes from
// [ignore.Matcher.Every].
func (t *Tree) Matches(m *ignore.Matcher) []Totals {
	alike := alike(m.Rules())
	parts := make([]matching, t.parts())
	for part := range parts {
		parts[part] = matching{tree: t, matcher: m, alike: alike, totals: make([]Totals, len(m.Rules()))}
	}
	t.split(len(parts), func(part int, first, last uint32) { parts[part].run(first, last) })
	totals := parts[0].totals
	for _, part := range parts[1:] {
		for n := range totals {
			totals[n].Add(part.totals[n])
		}
	}
	for n, first := range alike {
		totals[n] = totals[first]
	}
	return totals
}

// alike gives for each rule the first one with the same pattern.
func alike(rules []*ignore.Rule) []uint32 {
	first := make(map[string]uint32, len(rules))
	out := make([]uint32, len(rules))
	for n, rule := range rules {
		if _, known := first[rule.Pattern]; !known {
			first[rule.Pattern] = uint32(n)
		}
		out[n] = first[rule.Pattern]
	}
	return out
}

// A matching looks at a part of the tree.
type matching struct {
	tree    *Tree
	matcher *ignore.Matcher
	alike   []uint32
	asked   []bool     // of the rules, those that are asked about; nil for all
	lists   [][]uint32 // by what the matcher accepts: the rules, of those alike only the first
	totals  []Totals
	stack   []matched
}

// A matched is a directory with what is known in it.
type matched struct {
	end    uint32
	inside ignore.Inside
	rules  []uint32 // those that match it or a directory above it
}

func (w *matching) run(first, last uint32) {
	t := w.tree
	w.stack = append(w.stack, matched{end: t.End(0), inside: w.matcher.Inside(w.matcher.Root())})
	for _, i := range t.above(first) {
		w.enter(i, w.touching(i))
	}
	for i := first; i < last; i++ {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		rules, above := w.touching(i), w.stack[len(w.stack)-1].rules
		for _, n := range rules {
			if _, again := slices.BinarySearch(above, n); !again {
				w.totals[n].Add(t.Below(i))
			}
		}
		if t.IsDir(i) {
			w.enter(i, rules)
		}
	}
}

// touching are the rules that match an entry in the directory on top of the
// stack, ascending, of those alike only the first.
func (w *matching) touching(i uint32) []uint32 {
	id, rules := w.stack[len(w.stack)-1].inside.Matches(w.tree.Name(i))
	if id >= 0 && id < len(w.lists) && w.lists[id] != nil {
		return w.lists[id]
	}
	list := make([]uint32, 0, len(rules))
	for _, n := range rules {
		if w.alike[n] == n && (w.asked == nil || w.asked[n]) {
			list = append(list, n)
		}
	}
	if id >= 0 {
		if id >= len(w.lists) {
			w.lists = append(w.lists, make([][]uint32, id+1-len(w.lists))...)
		}
		w.lists[id] = list
	}
	return list
}

// enter puts a directory that the rules match on the stack.
func (w *matching) enter(i uint32, rules []uint32) {
	in := &w.stack[len(w.stack)-1]
	state, _ := w.matcher.Enter(in.inside.Dir, w.tree.Name(i))
	w.stack = append(w.stack, matched{end: w.tree.End(i), inside: w.matcher.Inside(state), rules: join(in.rules, rules)})
}

// join merges two ascending lists. It may return one of them.
func join(a, b []uint32) []uint32 {
	switch {
	case len(a) == 0:
		return b
	case len(b) == 0:
		return a
	}
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// A Share is the part of something that one rule decides about.
type Share struct {
	// By is the Index of the rule; -1 for what no rule decides about, which is
	// not excluded.
	By int
	// Totals counts the part as it lies on disk.
	Totals Totals
}

// Shares divides for each rule what its pattern matches with all that lies below
// (see [Tree.Matches]) among the rules that decide about it, itself included,
// where the builder goes by all of them. The shares are in the order of the rules;
// together they are what Matches counts. Rules for which of is false have none, and
// few rules take less time than all; a nil of stands for all. The Matcher comes
// from [ignore.Matcher.Every].
func (t *Tree) Shares(m *ignore.Matcher, of func(*ignore.Rule) bool) [][]Share {
	alike, asked := askedAbout(m.Rules(), of)
	parts := make([]sharing, t.parts())
	for part := range parts {
		parts[part] = sharing{matching: matching{tree: t, matcher: m, alike: alike, asked: asked}, shares: make([]shares, len(m.Rules()))}
	}
	t.split(len(parts), func(part int, first, last uint32) { parts[part].run(first, last) })
	out := make([][]Share, len(m.Rules()))
	for n, rule := range m.Rules() {
		if of != nil && !of(rule) {
			continue
		}
		var all shares
		for _, part := range parts {
			all.join(part.shares[alike[n]])
		}
		out[n] = all
	}
	return out
}

// shares are in the order of the rules.
type shares []Share

func (s *shares) add(by int, what Totals) {
	k, found := slices.BinarySearchFunc(*s, by, func(x Share, by int) int { return cmp.Compare(x.By, by) })
	if !found {
		*s = slices.Insert(*s, k, Share{By: by})
	}
	(*s)[k].Totals.Add(what)
}

func (s *shares) join(other shares) {
	for _, x := range other {
		s.add(x.By, x.Totals)
	}
}

// A sharing looks at a part of the tree.
type sharing struct {
	matching
	shares []shares // by rule
	open   []shared // the directories of the stack
	within int      // how many of them are shared out
}

// A shared is a directory that is being shared out.
type shared struct {
	by    int      // who decides about it
	shut  bool     // the builder does not get into it; it is counted as a whole
	rules []uint32 // those that match it and no directory above it
	below shares   // what was met of it and below it
}

func (w *sharing) run(first, last uint32) {
	t := w.tree
	w.stack = append(w.stack, matched{end: t.End(0), inside: w.matcher.Inside(w.matcher.Root())})
	w.open = append(w.open, shared{by: -1})
	for _, i := range t.above(first) {
		rules := w.fresh(i)
		w.push(i, rules, w.decide(i))
	}
	for i := first; i < last; i++ {
		w.leave(i)
		rules, in := w.fresh(i), &w.open[len(w.open)-1]
		if !t.IsDir(i) {
			if w.within == 0 && len(rules) == 0 {
				continue
			}
			by := in.by
			if !in.shut {
				by = w.decideFile(i)
				in.below.add(by, t.Below(i))
			}
			w.share(rules, by, t.Below(i))
			continue
		}
		self := w.decide(i)
		switch {
		case in.shut:
			w.share(rules, self.by, t.Below(i))
		case self.shut:
			in.below.add(self.by, t.Below(i))
			w.share(rules, self.by, t.Below(i))
		default:
			self.below.add(self.by, Totals{Dirs: 1})
		}
		w.push(i, rules, self)
	}
	w.leave(t.End(0))
}

// share gives a rule what one entry has.
func (w *sharing) share(rules []uint32, by int, what Totals) {
	for _, n := range rules {
		w.shares[n].add(by, what)
	}
}

// leave goes out of the directories that end before an entry.
func (w *sharing) leave(i uint32) {
	for last := len(w.stack) - 1; last >= 0 && i >= w.stack[last].end; last-- {
		if self := &w.open[last]; !self.shut && last > 0 {
			w.open[last-1].below.join(self.below)
			for _, n := range self.rules {
				w.shares[n].join(self.below)
			}
		}
		if len(w.open[last].rules) > 0 {
			w.within--
		}
		w.stack, w.open = w.stack[:last], w.open[:last]
	}
}

// fresh are the rules that match an entry and no directory above it.
func (w *sharing) fresh(i uint32) []uint32 {
	rules, above := w.touching(i), w.stack[len(w.stack)-1].rules
	if len(rules) == 0 || len(above) == 0 {
		return rules
	}
	again := func(n uint32) bool {
		_, again := slices.BinarySearch(above, n)
		return again
	}
	return slices.DeleteFunc(slices.Clone(rules), again)
}

// decide says who decides about a directory.
func (w *sharing) decide(i uint32) shared {
	if in := w.open[len(w.open)-1]; in.shut {
		return shared{by: in.by, shut: true}
	}
	state, verdict := w.matcher.Enter(w.stack[len(w.stack)-1].inside.Dir, w.tree.Name(i))
	return shared{by: index(verdict.By), shut: verdict.Matched && !w.matcher.Descends(state)}
}

// decideFile says who decides about an entry that is no directory.
func (w *sharing) decideFile(i uint32) int {
	verdict, _ := w.stack[len(w.stack)-1].inside.Verdict(w.tree.Name(i))
	return index(verdict.By)
}

// push enters a directory.
func (w *sharing) push(i uint32, rules []uint32, self shared) {
	w.enter(i, rules)
	if self.rules = rules; len(rules) > 0 {
		w.within++
	}
	w.open = append(w.open, self)
}

// index is the number of a rule, -1 for none.
func index(rule *ignore.Rule) int {
	if rule == nil {
		return -1
	}
	return rule.Index
}
