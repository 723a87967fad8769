package suggest

import (
	"bytes"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// An allowDraft is a new version of the ignore file that begins with an
// allowlist.
type allowDraft struct {
	file  *ignore.File
	lines []allowLine
}

// An allowLine is a line of the list.
type allowLine struct {
	text   string
	number int
	all    bool   // it keeps everything out
	entry  uint32 // what it lets in, or keeps hollow
	hollow bool
	lifted bool
	wanted bool
	junk   int // which line of junk it is, -1 for none
}

// lines are the lines of the list: everything stays out, then what is let in,
// each with what stays out of it, then what stays out of several.
func (a *allowlist) lines() []allowLine {
	out := []allowLine{{text: "*", all: true, junk: -1}}
	t := a.in.Tree
	of := make(map[uint32][]int) // the junk lines of one path, those of several at 0
	for n := range a.junk {
		if at, any := a.holder(a.by[n]); any {
			of[at] = append(of[at], n)
		}
	}
	junk := func(entry uint32) {
		for _, n := range of[entry] {
			out = append(out, allowLine{text: a.junk[n].Pattern, junk: n})
		}
	}
	for _, l := range a.paths {
		text, _ := literal(a.in.Builder, t.Path(l.entry))
		out = append(out, allowLine{text: "!" + text, entry: l.entry, lifted: l.lifted, wanted: l.wanted, junk: -1})
		if l.hollow {
			out = append(out, allowLine{text: escape(a.in.Builder, t.Path(l.entry), true) + "/*", entry: l.entry, hollow: true, junk: -1})
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
		if l.hollow || l.wanted || !slices.ContainsFunc(entries, holds) {
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
	src := a.in.File.Bytes()
	gone := make(map[int]bool)
	for _, r := range a.user.rules {
		gone[r.Line] = a.user.gone[r] != ""
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
	b.WriteString("# nothing but what is needed" + end)
	for _, l := range a.lines() {
		number++
		l.number = number
		b.WriteString(l.text + end)
		d.lines = append(d.lines, l)
	}
	first := true
	for l := range a.in.File.Lines() {
		if l.Next <= at || gone[l.Number] {
			continue
		}
		if first && l.Kind != ignore.Blank {
			b.WriteString(end)
		}
		first = false
		b.Write(src[max(l.Start, at):l.Next])
	}
	d.file = ignore.Parse(a.in.File.Name, b.Bytes())
	return d
}

const byteOrderMark = "\ufeff"

// headEnd is where the list goes: behind the last blank line in front of the
// first rule, at the end of a file without any, else at its beginning.
func (a *allowlist) headEnd() int {
	at := 0
	if bytes.HasPrefix(a.in.File.Bytes(), []byte(byteOrderMark)) {
		at = len(byteOrderMark)
	}
	for l := range a.in.File.Lines() {
		switch l.Kind {
		case ignore.Blank:
			at = max(at, l.Next)
		case ignore.Pattern:
			return at
		}
	}
	return len(a.in.File.Bytes())
}
