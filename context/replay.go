package buildcontext

import (
	"strings"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A walk replays a part of the builder's walk. What it finds is in a View of
// its own, which has the flags in common with those of all other parts.
type walk struct {
	*View
	model     *model
	first     uint32 // where the part begins
	stack     []dir
	ancestors []uint32 // directories before the part of which something is sent

	reported map[any]bool // failures that are not recorded again
	// path that the system takes, in bytes, with a byte at the end
	longest int
}

// part makes a walk for a part of v.
func (v *View) part() *walk {
	w := &walk{View: &View{Tree: v.Tree, Rules: v.Rules, flags: v.flags}, model: v.Rules.model(), longest: longestPath()}
	w.Usage = make([]Totals, len(v.Usage))
	return w
}

// join adds up what the parts found.
func (v *View) join(parts []*walk) {
	for _, w := range parts {
		v.Totals.Add(w.Totals)
		v.Visited += w.Visited
		for i := range w.Usage {
			v.Usage[i].Add(w.Usage[i])
		}
		v.Failures = append(v.Failures, w.Failures...)
		for _, i := range w.ancestors {
			if v.flags[i]&sent == 0 {
				v.flags[i] |= sent
				v.Totals.Dirs++
			}
		}
	}
	v.Failures = firstOnly(v.Failures)
	v.countOnce()
}

// countOnce subtracts the bytes of all names of a file but the first.
func (v *View) countOnce() {
	t := v.Tree
	for i := range t.hardLinks.furtherNames(func(i uint32) bool { return v.Sent(i) && t.Mode(i).IsRegular() }) {
		v.Totals.Bytes -= t.Size(i)
	}
}

// A dir is a directory that the builder has entered.
type dir struct {
	entry         uint32
	end           uint32
	length        int // of its path on disk in bytes, with a slash at the end
	ignore        ignore.Inside
	include       ignore.Inside
	sent          bool
	belowExcluded bool // excluded, or below what is
}

// run replays the walk from entry first to before last.
func (w *walk) run(first, last uint32) {
	t := w.Tree
	root := dir{end: t.End(0), length: len(strings.TrimSuffix(t.Root(), "/")) + 1, sent: true}
	if w.Rules.Ignore != nil {
		root.ignore = w.Rules.Ignore.Inside(w.Rules.Ignore.Root())
	}
	if w.Rules.Include != nil {
		root.include = w.Rules.Include.Inside(w.Rules.Include.Root())
	}
	w.stack = append(w.stack, root)
	i := w.enter(first)
	if first == 1 {
		w.Visited += t.list.Omitted[0]
	}
	for i < last {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		w.Visited++
		w.mark(i, visited)
		switch {
		case !t.IsDir(i):
			w.file(i)
			i++
		case w.dir(i):
			w.Visited += t.list.Omitted[i]
			i++
		default:
			i = t.End(i)
		}
	}
}

// enter goes to where the part begins, or further if the builder does not get
// there. What there is to say of the directories on the way is left to the
// parts that they are in.
func (w *walk) enter(first uint32) uint32 {
	t := w.Tree
	w.first = first
	at := first
	for _, i := range t.ancestors(first) {
		if !w.dir(i) {
			at = t.End(i)
			break
		}
	}
	clear(w.Usage)
	w.Totals, w.Failures, w.reported = Totals{}, nil, nil
	return at
}

// mark marks an entry of the part.
func (w *walk) mark(i uint32, f flag) {
	if i >= w.first {
		w.flags[i] |= f
	}
}

// dir decides about one directory and reports whether the builder goes on to
// what is below it. The order of the questions is that of fsutil's filter.go,
// filterFS.Walk: first the paths asked for, then the ignore rules, and
// either of them can keep the directory from being entered. The classic
// builder (go-archive, archive.go, Tarballer.Do) has only the second part.
func (w *walk) dir(i uint32) (enter bool) {
	t, name := w.Tree, w.Tree.Name(i)
	parent := &w.stack[len(w.stack)-1]
	self := dir{entry: i, end: t.End(i), length: parent.length + len(name) + 1, belowExcluded: parent.belowExcluded}
	problem, bad := t.Problem(i)
	if self.length > w.longest || bad && problem.Kind == scan.NoStatus {
		w.failStatus(i, problem)
	}
	if bad && w.model.looksFirst && !parent.belowExcluded {
		w.failDir(i, problem)
	}
	skip := false
	if m := w.Rules.Include; m != nil {
		state, verdict := m.Enter(parent.include.Dir, name)
		if verdict.Bad != nil {
			w.failInclude(i, verdict.Bad)
		}
		if !verdict.Matched {
			if !m.Descends(state) {
				return false
			}
			skip = true
		}
		self.include = m.Inside(state)
	}
	if m := w.Rules.Ignore; m != nil {
		state, verdict := m.Enter(parent.ignore.Dir, name)
		if verdict.Bad != nil {
			w.failLate(i, verdict.Bad)
		}
		if verdict.Matched {
			w.mark(i, excluded)
			self.belowExcluded = true
			if !m.Descends(state) {
				w.charge(verdict.By, t.Below(i))
				return false
			}
			skip = true
		}
		w.charge(verdict.By, Totals{Dirs: 1})
		self.ignore = m.Inside(state)
	}
	if bad && !w.model.looksFirst {
		w.failDir(i, problem)
	}
	if !skip {
		self.sent = w.send(i)
	}
	w.stack = append(w.stack, self)
	return true
}

// file decides about one entry that is no directory, as dir does.
func (w *walk) file(i uint32) {
	t, name := w.Tree, w.Tree.Name(i)
	parent := &w.stack[len(w.stack)-1]
	problem, bad := t.Problem(i)
	if parent.length+len(name)+1 > w.longest || bad && problem.Kind == scan.NoStatus {
		w.failStatus(i, problem)
	}
	skip := false
	if w.Rules.Include != nil {
		verdict, opens := parent.include.Verdict(name)
		if verdict.Bad != nil {
			w.failInclude(i, verdict.Bad)
		}
		if !opens {
			w.flags[i] |= opensEmpty
		}
		skip = !verdict.Matched
	}
	if w.Rules.Ignore != nil {
		verdict, opens := parent.ignore.Verdict(name)
		if verdict.Bad != nil {
			w.failLate(i, verdict.Bad)
		}
		if !opens {
			w.flags[i] |= opensEmpty
		}
		if verdict.Matched {
			w.flags[i] |= excluded
			skip = true
		}
		w.charge(verdict.By, w.totalsFor(i, verdict.Matched))
	}
	if !skip {
		w.send(i)
	}
}

// charge adds something to what a rule accounts for.
func (w *walk) charge(rule *ignore.Rule, what Totals) {
	if rule != nil && rule.Index >= 0 {
		w.Usage[rule.Index].Add(what)
	}
}

// totalsFor counts an entry that is no directory. What a rule brings back is
// counted as it is sent, what it keeps out as it lies on disk.
func (w *walk) totalsFor(i uint32, out bool) Totals {
	if out {
		return w.Tree.Below(i)
	}
	return w.totalsOf(i)
}

// send marks an entry as sent and, for the builders that do so, the
// directories above it that are not sent on their own account.
func (w *walk) send(i uint32) bool {
	t := w.Tree
	if !w.Sendable(i) {
		return false
	}
	if w.model.sendsParents {
		for k := len(w.stack) - 1; k > 0 && !w.stack[k].sent; k-- {
			dir := &w.stack[k]
			dir.sent = true
			if dir.entry < w.first {
				w.ancestors = append(w.ancestors, dir.entry)
				continue
			}
			w.flags[dir.entry] |= sent
			w.Totals.Dirs++
		}
	}
	w.mark(i, sent)
	if t.IsDir(i) {
		w.Totals.Dirs++
		return true
	}
	w.Totals.Files++
	if t.Mode(i).IsRegular() {
		w.Totals.Bytes += t.Size(i)
	}
	if p, bad := t.Problem(i); bad {
		w.failFile(i, p)
	}
	return true
}
