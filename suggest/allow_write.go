package suggest

import (
	"bytes"
	"slices"
	"strings"

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

// secretsAsked are the lines about secrets that a person would be asked about.
func secretsAsked(lines []Suggestion) []Suggestion {
	return slices.DeleteFunc(slices.Clone(lines), func(s Suggestion) bool { return s.Safety >= diag.Safe || s.Category != catalog.Secret })
}
