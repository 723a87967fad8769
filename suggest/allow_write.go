package suggest

import (
	"bytes"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// An allowDraft is a new version of the ignore file that begins with an
// allowlist.
type allowDraft struct {
	file  *ignore.File
	lines []allowLine
}

// An allowLine is a line of the list.
type allowLine struct {
	text       string
	number     int
	all        bool   // it keeps everything out
	entry      uint32 // what it lets in, or keeps hollow
	opensEmpty bool
	lifted     bool
	wanted     bool
	junk       int    // which line of junk it is, -1 for none
	condition  string // the comment above it
}

// lines are the lines of the list: everything stays out, then what is let in,
// each with what stays out of it, then what stays out of several, and what a
// person decides on.
func (a *allowlist) lines() []allowLine {
	out := []allowLine{{text: "*", all: true, junk: -1}}
	t := a.in.Tree
	of := make(map[uint32][]int) // the junk lines of one path, those of several at 0
	var decided []int
	for n := range a.junk {
		switch at, any := a.holder(a.by[n]); {
		case any && a.junk[n].Safety < diag.Safe:
			decided = append(decided, n)
		case any:
			of[at] = append(of[at], n)
		}
	}
	of[0] = append(of[0], decided...)
	junk := func(entry uint32) {
		for _, n := range of[entry] {
			out = append(out, allowLine{text: a.junk[n].Pattern, junk: n, condition: condition(a.junk[n].Safety, a.junk[n].Needed)})
		}
	}
	for _, l := range a.paths {
		text, _ := literal(a.in.Builder, t.Path(l.entry))
		out = append(out, allowLine{text: "!" + text, entry: l.entry, lifted: l.lifted, wanted: l.wanted, junk: -1})
		if l.opensEmpty {
			out = append(out, allowLine{text: escape(a.in.Builder, t.Path(l.entry), true) + "/*", entry: l.entry, opensEmpty: true, junk: -1})
		}
		junk(l.entry)
	}
	junk(0)
	return out
}

// holder is the one path that is let in and holds those of the entries that
// come along, 0 if there are several; any says that some do.
func (a *allowlist) holder(entries []uint32) (at uint32, any bool) {
	for _, l := range a.paths {
		holds := func(i uint32) bool { return i >= l.entry && i < a.in.Tree.End(l.entry) }
		if l.opensEmpty || l.wanted || !slices.ContainsFunc(entries, holds) {
			continue
		}
		if any {
			return 0, true
		}
		at, any = l.entry, true
	}
	return at, any
}

// write puts the list in front of the user's lines, below the comments that
// stand apart at the head of the file, and leaves out the rules that go.
func (a *allowlist) write() *allowDraft {
	src := a.in.Ignore.Bytes()
	gone := make(map[int]bool)
	for _, r := range a.user.rules {
		gone[r.Line] = a.user.gone[r] != stays
	}
	end := "\n"
	if bytes.Contains(src, []byte("\r\n")) {
		end = "\r\n"
	}
	at := a.headEnd()
	var b bytes.Buffer
	b.Write(src[:at])
	if above := strings.TrimPrefix(string(src[:at]), byteOrderMark); above != "" && !strings.HasSuffix(above, "\n") {
		b.WriteString(end)
	}
	d := &allowDraft{}
	number := bytes.Count(b.Bytes(), []byte("\n")) + 1
	b.WriteString("# allowlist: what is not listed is excluded" + end)
	said := ""
	for _, l := range a.lines() {
		if l.condition != said && l.condition != "" {
			number++
			b.WriteString(l.condition + end)
		}
		said = l.condition
		number++
		l.number = number
		b.WriteString(l.text + end)
		d.lines = append(d.lines, l)
	}
	first := true
	for l := range a.in.Ignore.Lines() {
		if l.Next <= at || gone[l.Number] {
			continue
		}
		if first && l.Kind != ignore.Blank {
			b.WriteString(end)
		}
		first = false
		b.Write(src[max(l.Start, at):l.Next])
	}
	d.file = ignore.Parse(a.in.Ignore.Name, b.Bytes())
	return d
}

const byteOrderMark = "\ufeff"

// headEnd is where the list goes: behind the last blank line in front of the
// first rule, at the end of a file without any, else at its beginning.
func (a *allowlist) headEnd() int {
	at := 0
	if bytes.HasPrefix(a.in.Ignore.Bytes(), []byte(byteOrderMark)) {
		at = len(byteOrderMark)
	}
	for l := range a.in.Ignore.Lines() {
		switch l.Kind {
		case ignore.Blank:
			at = max(at, l.Next)
		case ignore.Pattern:
			return at
		}
	}
	return len(a.in.Ignore.Bytes())
}

// userLines are the user's rules, and what becomes of them behind an
// allowlist. A rule that the builder refuses, or that says nothing, stays.
type userLines struct {
	rules []*ignore.Rule
	gone  map[*ignore.Rule]removal
	// back has the negations that bring back a file, with the rules that would
	// keep it out.
	back  map[*ignore.Rule][]*ignore.Rule
	names map[uint32]*ignore.Rule // those negations, by the file
}

// A removal is why a line of the user's goes.
type removal uint8

const (
	stays      removal = iota
	leads              // the list begins with the same line
	saidByList         // the list says what is let in
	keptOut            // the list keeps out all that the line did
	outOfReach         // the line matches nothing of what is let in
)

// String is the reason as a clause; empty for a line that stays.
func (r removal) String() string {
	switch r {
	case leads:
		return "the list begins with it"
	case saidByList:
		return "the list says what is let in"
	case keptOut:
		return "the list keeps out all that it did"
	case outOfReach:
		return "nothing is let in where it speaks"
	}
	return ""
}

// newUserLines takes the rules apart. What would keep out something needed
// goes. So do negations, because the list says what is let in, but for those
// that name a file which another rule that stays would keep out. has marks what
// holds something needed.
func newUserLines(in Case, has []bool) *userLines {
	u := &userLines{gone: make(map[*ignore.Rule]removal), back: make(map[*ignore.Rule][]*ignore.Rule), names: make(map[uint32]*ignore.Rule)}
	for _, r := range in.Ignore.Rules(in.Builder) {
		if r.Index < 0 {
			continue
		}
		u.rules = append(u.rules, r)
		i, ok := in.Tree.Lookup(r.Pattern)
		switch {
		case !r.Negated && (r.Pattern == "*" || r.Pattern == "**"):
			u.gone[r] = leads
		case r.Negated && ok && has[i] && !in.Tree.IsDir(i) && !isGlob(r.Pattern) && u.names[i] == nil:
			u.names[i] = r
			u.back[r] = nil
		case r.Negated:
			u.gone[r] = saidByList
		}
	}
	kept := u.kept()
	m, err := ignore.Compile(in.Builder, u.patterns())
	if err != nil {
		return u
	}
	m = m.Every().Matcher
	var look func(dir uint32, state ignore.State)
	look = func(dir uint32, state ignore.State) {
		inside := m.Inside(state)
		for i := range in.Tree.Children(dir) {
			if !has[i] {
				continue
			}
			next, v := m.Enter(state, in.Tree.Name(i))
			_, rules := inside.Matches(in.Tree.Name(i))
			for _, n := range rules {
				switch r := kept[n]; {
				case r.Negated:
				case v.Matched || in.Tree.IsDir(i):
					u.gone[r] = keptOut
				case u.names[i] != nil && r.Index < u.names[i].Index:
					u.back[u.names[i]] = append(u.back[u.names[i]], r)
				}
			}
			if in.Tree.IsDir(i) {
				look(i, next)
			}
		}
	}
	look(0, m.Root())
	u.dropIdle()
	return u
}

// dropIdle drops the negations that bring nothing back any more.
func (u *userLines) dropIdle() {
	for r, out := range u.back {
		if !slices.ContainsFunc(out, func(r *ignore.Rule) bool { return u.gone[r] == stays }) {
			u.gone[r] = saidByList
		}
	}
}

// kept are the rules that stay, in the order of the file.
func (u *userLines) kept() []*ignore.Rule {
	return slices.DeleteFunc(slices.Clone(u.rules), func(r *ignore.Rule) bool { return u.gone[r] != stays })
}

func (u *userLines) patterns() []string {
	var out []string
	for _, r := range u.kept() {
		pattern := r.Pattern
		if r.Negated {
			pattern = "!" + pattern
		}
		out = append(out, pattern)
	}
	return out
}

// reaching drops the rules that can match nothing below what is let in.
func (u *userLines) reaching(a *allowlist) {
	for _, r := range u.kept() {
		if !r.Negated && !slices.ContainsFunc(a.paths, func(l letIn) bool { return a.in.Tree.IsDir(l.entry) && mayReach(r.Pattern, a.in.Tree.Path(l.entry)) }) {
			u.gone[r] = outOfReach
		}
	}
	u.dropIdle()
}

// asksFor reports whether a negation that stays names the entry, or something
// below it.
func (u *userLines) asksFor(t *buildcontext.Tree, i uint32) bool {
	for j, r := range u.names {
		if j >= i && j < t.End(i) && u.gone[r] == stays {
			return true
		}
	}
	return false
}

// removed describes the rules that go.
func (u *userLines) removed() []Suggestion {
	var out []Suggestion
	for _, r := range u.rules {
		if why := u.gone[r]; why != stays {
			out = append(out, Suggestion{Pattern: r.Text, Line: r.Line, Safety: diag.Safe, Category: catalog.Other, Why: why.String()})
		}
	}
	return out
}
