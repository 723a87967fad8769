package buildcontext

import (
	"cmp"
	"slices"

	"github.com/buildctx/buildctx/ignore"
)

// Matches counts for each rule what its pattern matches and what lies below,
// whichever rule decides about it and whether or not the builder gets there:
// what the line would keep out if it were the only one.
func (t *Tree) Matches(m ignore.FullMatcher) []Totals {
	alike := samePattern(m.Rules())
	parts := make([][]Totals, t.parts())
	for part := range parts {
		parts[part] = make([]Totals, len(alike))
	}
	t.split(len(parts), func(part int, first, last uint32) {
		w := matchWalk{tree: t, matcher: m.Matcher, samePattern: alike}
		w.run(first, last, func(n, i uint32) { parts[part][n].Add(t.Below(i)) })
	})
	totals := parts[0]
	for _, part := range parts[1:] {
		for n := range totals {
			totals[n].Add(part[n])
		}
	}
	for n, first := range alike {
		totals[n] = totals[first]
	}
	return totals
}

// samePattern gives for each rule the first one with the same pattern.
func samePattern(rules []*ignore.Rule) []uint32 {
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

// A matchWalk finds, in a part of the tree, what the rules match.
type matchWalk struct {
	tree        *Tree
	matcher     *ignore.Matcher
	samePattern []uint32
	asked       []bool // of the rules, those that are asked about; nil for all
	// by what the matcher accepts: the rules, of those alike only the first
	lists [][]uint32
	stack []matchedDir
}

// A matchedDir is a directory on the way to an entry.
type matchedDir struct {
	end    uint32
	inside ignore.Inside
	rules  []uint32 // those that match it or a directory above it
}

// run tells of the rules and of the entries of a part that they match, where
// they match no directory above it.
func (w *matchWalk) run(first, last uint32, found func(n, i uint32)) {
	t := w.tree
	w.stack = append(w.stack, matchedDir{end: t.End(0), inside: w.matcher.Inside(w.matcher.Root())})
	for _, i := range t.ancestors(first) {
		w.enter(i, w.matchingRules(i))
	}
	for i := first; i < last; i++ {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		rules, above := w.matchingRules(i), w.stack[len(w.stack)-1].rules
		for _, n := range rules {
			if _, again := slices.BinarySearch(above, n); !again {
				found(n, i)
			}
		}
		if t.IsDir(i) {
			w.enter(i, rules)
		}
	}
}

// matchingRules are the rules that match an entry in the directory on top of
// the stack, ascending, of those alike only the first.
func (w *matchWalk) matchingRules(i uint32) []uint32 {
	id, rules := w.stack[len(w.stack)-1].inside.Matches(w.tree.Name(i))
	if id >= 0 && id < len(w.lists) && w.lists[id] != nil {
		return w.lists[id]
	}
	list := make([]uint32, 0, len(rules))
	for _, n := range rules {
		if w.samePattern[n] == n && (w.asked == nil || w.asked[n]) {
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
func (w *matchWalk) enter(i uint32, rules []uint32) {
	in := &w.stack[len(w.stack)-1]
	state, _ := w.matcher.Enter(in.inside.Dir, w.tree.Name(i))
	w.stack = append(w.stack, matchedDir{end: w.tree.End(i), inside: w.matcher.Inside(state), rules: join(in.rules, rules)})
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

// Shares divides for each rule what its pattern matches with all that lies
// below (see [Tree.Matches]) among the rules that decide about it, itself
// included, where the builder goes by all of them. The shares are in the order
// of the rules; together they are what Matches counts. Rules for which of is
// false have none, and few rules take less time than all; a nil of stands for
// all.
func (t *Tree) Shares(m ignore.FullMatcher, of func(*ignore.Rule) bool) [][]Share {
	alike, asked := askedAbout(m.Rules(), of)
	parts := make([]shareWalk, t.parts())
	for part := range parts {
		parts[part] = shareWalk{matchWalk: matchWalk{tree: t, matcher: m.Matcher, samePattern: alike, asked: asked}, shares: make([]shareList, len(m.Rules()))}
	}
	t.split(len(parts), func(part int, first, last uint32) { parts[part].run(first, last) })
	out := make([][]Share, len(m.Rules()))
	for n, rule := range m.Rules() {
		if of != nil && !of(rule) {
			continue
		}
		var all shareList
		for _, part := range parts {
			all.join(part.shares[alike[n]])
		}
		out[n] = all
	}
	return out
}

// shareList are in the order of the rules.
type shareList []Share

func (s *shareList) add(by int, what Totals) {
	k, found := slices.BinarySearchFunc(*s, by, func(x Share, by int) int { return cmp.Compare(x.By, by) })
	if !found {
		*s = slices.Insert(*s, k, Share{By: by})
	}
	(*s)[k].Totals.Add(what)
}

func (s *shareList) join(other shareList) {
	for _, x := range other {
		s.add(x.By, x.Totals)
	}
}

// A shareWalk divides a part of the tree among the rules.
type shareWalk struct {
	matchWalk
	shares []shareList // by rule
	open   []sharedDir // the directories of the stack
	within int         // how many of them are shared out
}

// A sharedDir is a directory that is being divided.
type sharedDir struct {
	by int // the Index of the rule that decides about it
	// the builder does not get into it; it is counted as a whole
	notEntered bool
	rules      []uint32  // those that match it and no directory above it
	below      shareList // what was met of it and below it
}

func (w *shareWalk) run(first, last uint32) {
	t := w.tree
	w.stack = append(w.stack, matchedDir{end: t.End(0), inside: w.matcher.Inside(w.matcher.Root())})
	w.open = append(w.open, sharedDir{by: -1})
	for _, i := range t.ancestors(first) {
		rules := w.newMatches(i)
		w.push(i, rules, w.decideDir(i))
	}
	for i := first; i < last; i++ {
		w.leave(i)
		rules, in := w.newMatches(i), &w.open[len(w.open)-1]
		if !t.IsDir(i) {
			if w.within == 0 && len(rules) == 0 {
				continue
			}
			by := in.by
			if !in.notEntered {
				by = w.decideFile(i)
				in.below.add(by, t.Below(i))
			}
			w.share(rules, by, t.Below(i))
			continue
		}
		self := w.decideDir(i)
		switch {
		case in.notEntered:
			w.share(rules, self.by, t.Below(i))
		case self.notEntered:
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
func (w *shareWalk) share(rules []uint32, by int, what Totals) {
	for _, n := range rules {
		w.shares[n].add(by, what)
	}
}

// leave goes out of the directories that end before an entry.
func (w *shareWalk) leave(i uint32) {
	for last := len(w.stack) - 1; last >= 0 && i >= w.stack[last].end; last-- {
		if self := &w.open[last]; !self.notEntered && last > 0 {
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

// newMatches are the rules that match an entry and no directory above it.
func (w *shareWalk) newMatches(i uint32) []uint32 {
	rules, above := w.matchingRules(i), w.stack[len(w.stack)-1].rules
	if len(rules) == 0 || len(above) == 0 {
		return rules
	}
	again := func(n uint32) bool {
		_, again := slices.BinarySearch(above, n)
		return again
	}
	return slices.DeleteFunc(slices.Clone(rules), again)
}

// decideDir finds the rule that decides about a directory.
func (w *shareWalk) decideDir(i uint32) sharedDir {
	if in := w.open[len(w.open)-1]; in.notEntered {
		return sharedDir{by: in.by, notEntered: true}
	}
	state, verdict := w.matcher.Enter(w.stack[len(w.stack)-1].inside.Dir, w.tree.Name(i))
	return sharedDir{by: index(verdict.By), notEntered: verdict.Matched && !w.matcher.Descends(state)}
}

// decideFile finds the rule that decides about an entry that is no directory.
func (w *shareWalk) decideFile(i uint32) int {
	verdict, _ := w.stack[len(w.stack)-1].inside.Verdict(w.tree.Name(i))
	return index(verdict.By)
}

// push enters a directory.
func (w *shareWalk) push(i uint32, rules []uint32, self sharedDir) {
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
