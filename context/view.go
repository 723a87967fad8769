package buildcontext

import (
	"strings"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// Rules are what decides whether a builder takes an entry.
type Rules struct {
	// Builder is whose walk is replayed.
	Builder ignore.Builder
	// Ignore are the rules of the ignore file; nil excludes nothing.
	Ignore *ignore.Matcher
	// Include are the paths that are asked for (see [Tree.Follow] and
	// [ignore.CompileInclude]); nil asks for everything. The classic builder
	// knows no such list.
	Include *ignore.Matcher
}

// A View is what a builder sends of a Tree under some [Rules].
type View struct {
	// Tree is the directory that was replayed.
	Tree *Tree
	// Rules are the rules it was replayed with.
	Rules Rules
	// Totals counts what is sent.
	Totals Totals
	// Visited is the number of directory entries that the builder's client
	// looks at, the root not counted.
	Visited int
	// Usage has an element for each rule of Rules.Ignore: for a pattern, what
	// it keeps out; for a negation, what it brings back.
	Usage []Totals
	// Failures are what would make the builder stop or send something else
	// than the directory holds, in path order.
	Failures []Failure

	flags []flag
	sums  func() Sums
}

type flag uint8

const (
	visited  flag = 1 << iota // the client looks at the entry
	sent                      // the entry is sent
	excluded                  // the ignore rules exclude it; it may be sent as the parent of another
	hollow                    // BuildKit's client would refuse to open it
)

// Replay walks the tree as the builder would walk the disk, and returns what
// it would send.
func (t *Tree) Replay(rules Rules) *View {
	v := t.Nothing(rules)
	if rules.Ignore != nil {
		v.Usage = make([]Totals, len(rules.Ignore.Rules()))
	}
	w := walk{View: v, seen: t.linked.seen(), longest: longestPath()}
	w.run()
	return v
}

// Sent reports whether the entry is sent.
func (v *View) Sent(i uint32) bool { return v.flags[i]&sent != 0 }

// Looked reports whether the builder's client looks at the entry at all.
func (v *View) Looked(i uint32) bool { return v.flags[i]&visited != 0 }

// Excluded reports whether the ignore rules exclude the entry or a directory
// above it that the builder does not enter. An excluded directory is still
// sent by BuildKit when something below it is.
func (v *View) Excluded(i uint32) bool {
	for v.flags[i]&visited == 0 && i != 0 {
		i = v.Tree.Parent(i)
	}
	return v.flags[i]&excluded != 0
}

// Excludes counts what is on disk and not sent.
func (v *View) Excludes() Totals {
	all := v.Tree.Below(0)
	return Totals{
		Files: all.Files - v.Totals.Files,
		Dirs:  all.Dirs - v.Totals.Dirs,
		Bytes: all.Bytes - v.Totals.Bytes,
	}
}

// A walk is the state of one replay.
type walk struct {
	*View
	stack []dir
	seen  seen
	late  map[*ignore.Rule]bool

	longest int // path that the system takes, in bytes, with a byte at the end
}

// A dir is a directory that the builder has entered.
type dir struct {
	entry   uint32
	end     uint32
	length  int // of its path on disk in bytes, with a slash at the end
	ignore  ignore.Inside
	include ignore.Inside
	sent    bool
	shut    bool // excluded, or below what is
}

func (w *walk) run() {
	t := w.Tree
	root := dir{end: t.End(0), length: len(strings.TrimSuffix(t.Root(), "/")) + 1, sent: true}
	if w.Rules.Ignore != nil {
		root.ignore = w.Rules.Ignore.Inside(w.Rules.Ignore.Root())
	}
	if w.Rules.Include != nil {
		root.include = w.Rules.Include.Inside(w.Rules.Include.Root())
	}
	w.stack = append(w.stack, root)
	for i := uint32(1); i < root.end; {
		for i >= w.stack[len(w.stack)-1].end {
			w.stack = w.stack[:len(w.stack)-1]
		}
		w.Visited++
		w.flags[i] |= visited
		switch {
		case !t.IsDir(i):
			w.file(i)
			i++
		case w.dir(i):
			i++
		default:
			i = t.End(i)
		}
	}
}

// dir decides about one directory and reports whether the builder goes on to
// what is below it. The order of the questions is that of fsutil's filter.go,
// filterFS.Walk: first the paths asked for, then the ignore rules, and
// whoever does not want a directory entered has the last word. The classic
// builder (go-archive, archive.go, Tarballer.Do) has only the second part.
func (w *walk) dir(i uint32) (enter bool) {
	t, name := w.Tree, w.Tree.Name(i)
	parent := &w.stack[len(w.stack)-1]
	self := dir{entry: i, end: t.End(i), length: parent.length + len(name) + 1, shut: parent.shut}
	problem, bad := t.Problem(i)
	if self.length > w.longest || bad && problem.Kind == scan.NoStatus {
		w.failStatus(i, problem)
	}
	if bad && w.Rules.Builder == ignore.Classic && !parent.shut {
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
			w.flags[i] |= excluded
			self.shut = true
			if !m.Descends(state) {
				w.use(verdict.By, t.Below(i))
				return false
			}
			skip = true
		}
		w.use(verdict.By, Totals{Dirs: 1})
		self.ignore = m.Inside(state)
	}
	if bad && w.Rules.Builder != ignore.Classic {
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
			w.flags[i] |= hollow
		}
		skip = !verdict.Matched
	}
	if w.Rules.Ignore != nil {
		verdict, opens := parent.ignore.Verdict(name)
		if verdict.Bad != nil {
			w.failLate(i, verdict.Bad)
		}
		if !opens {
			w.flags[i] |= hollow
		}
		if verdict.Matched {
			w.flags[i] |= excluded
			skip = true
		}
		w.use(verdict.By, w.own(i, verdict.Matched))
	}
	if !skip {
		w.send(i)
	}
}

// use books something to a rule.
func (w *walk) use(rule *ignore.Rule, what Totals) {
	if rule != nil && rule.Index >= 0 {
		w.Usage[rule.Index].Add(what)
	}
}

// own counts an entry that is no directory. What a rule brings back is counted
// as it is sent, what it keeps out as it lies on disk.
func (w *walk) own(i uint32, out bool) Totals {
	t := w.Tree
	if !out && t.Mode(i).IsRegular() {
		return Totals{Files: 1, Bytes: t.Size(i)}
	}
	return Totals{Files: 1, Bytes: t.content(i)}
}

// send marks an entry as sent and, for the builders that do so, the
// directories above it that are not sent on their own account (BuildKit:
// fsutil filter.go, the loop over parentDirs; Buildah makes them in the
// image; the classic builder leaves them out).
func (w *walk) send(i uint32) bool {
	t := w.Tree
	if !w.sendable(i) {
		return false
	}
	if w.Rules.Builder != ignore.Classic {
		for k := len(w.stack) - 1; k > 0 && !w.stack[k].sent; k-- {
			w.stack[k].sent = true
			w.flags[w.stack[k].entry] |= sent
			w.Totals.Dirs++
		}
	}
	w.flags[i] |= sent
	if t.IsDir(i) {
		w.Totals.Dirs++
		return true
	}
	w.Totals.Files++
	if t.Mode(i).IsRegular() && w.seen.first(i) {
		w.Totals.Bytes += t.Size(i)
	}
	if p, bad := t.Problem(i); bad {
		w.failFile(i, p)
	}
	return true
}
