package lint

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// layers parts cures into as few lists as will do, so that those of one change
// different lines.
func layers(cures []*cure) (out [][]*cure) {
	var taken []map[int]bool // by list
	for _, c := range cures {
		free := func(lines map[int]bool) bool {
			return !slices.ContainsFunc(c.lines, func(n int) bool { return lines[n] })
		}
		k := slices.IndexFunc(taken, free)
		if k < 0 {
			k, taken, out = len(taken), append(taken, make(map[int]bool)), append(out, nil)
		}
		for _, n := range c.lines {
			taken[k][n] = true
		}
		out[k] = append(out[k], c)
	}
	return out
}

// changed are the lines, from 0, that edits change. Whole lines that are put
// between two others change neither.
func changed(f *ignore.File, edits []diag.Edit) (lines []int) {
	for _, e := range edits {
		if between(f, e) {
			continue
		}
		first := lineAt(f, e.Start)
		lines = append(lines, first)
		for n := first + 1; n < f.LineCount() && f.Line(n+1).Start < e.End; n++ {
			lines = append(lines, n)
		}
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// between reports whether an edit puts whole lines between two others, or at an
// end.
func between(f *ignore.File, e diag.Edit) bool {
	n := lineAt(f, e.Start)
	switch {
	case e.Start != e.End:
		return false
	case n == f.LineCount():
		return true
	case e.Start == len(f.Bytes()):
		return strings.HasPrefix(strings.TrimPrefix(e.New, "\r"), "\n")
	}
	return e.Start == begin(f, n) && strings.HasSuffix(e.New, "\n")
}

// begin is where a line begins, behind the byte order mark of the file.
func begin(f *ignore.File, n int) int {
	if n == 0 && strings.HasPrefix(string(f.Bytes()[:min(len(bom), len(f.Bytes()))]), bom) {
		return len(bom)
	}
	return f.Line(n + 1).Start
}

// lineAt is the number, from 0, of the line that a byte is in; that of lines
// for what is behind the last line end.
func lineAt(f *ignore.File, at int) int {
	return sort.Search(f.LineCount(), func(n int) bool {
		line := f.Line(n + 1)
		return line.Next > at || line.Next == line.End && line.End >= at
	})
}

// wellFormed reports whether the edits of a fix lie in the file and leave one
// another alone.
func wellFormed(f *ignore.File, edits []diag.Edit) bool {
	done := 0
	for _, e := range slices.SortedStableFunc(slices.Values(edits), inOrder(f)) {
		if e.Start < done || e.End < e.Start || e.End > len(f.Bytes()) {
			return false
		}
		done = e.End
	}
	return true
}

// inOrder is the order in which [diag.Apply] makes edits, and for two at one
// place that of the lines that they are in.
func inOrder(f *ignore.File) func(a, b diag.Edit) int {
	inside := func(e diag.Edit) int {
		if e.Start == e.End && between(f, e) {
			return 0
		}
		return 1
	}
	return func(a, b diag.Edit) int {
		if c := cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)); c != 0 {
			return c
		}
		return cmp.Compare(inside(a), inside(b))
	}
}
