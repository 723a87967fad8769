package lint

import (
	"sort"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A joint is the ignore file with several fixes made that change different
// lines. It is known of every line to which of them it belongs.
type joint struct {
	file  *ignore.File
	cures []*cure
	was   map[int]*cure // whose a line of the old file is, by its number from 0
	is    map[int]owned // the same for the new file
}

// An owned line of the new file belongs to a cure; from is where it stands in
// the old one.
type owned struct {
	cure *cure
	from int
}

// A piece of the new file begins at start. It is the old one from base on, or
// what a cure puts there.
type piece struct {
	start, base int
	cure        *cure
}

// join makes several fixes; false if that cannot be done.
func (p *prover) join(cures []*cure) (*joint, bool) {
	j := &joint{cures: cures, was: make(map[int]*cure), is: make(map[int]owned)}
	var all []diag.Edit
	owners := make(map[diag.Edit][]*cure)
	for _, c := range cures {
		for _, n := range c.lines {
			j.was[n] = c
		}
		for _, e := range c.fix.Edits {
			all, owners[e] = append(all, e), append(owners[e], c)
		}
	}
	text, err := together(p.File, all)
	if err != nil {
		return nil, false
	}
	j.file = ignore.Parse(p.File.Name, text)
	j.own(p.File, pieces(all, owners))
	return j, true
}

// pieces are those of the new file, in order.
func pieces(edits []diag.Edit, owners map[diag.Edit][]*cure) []piece {
	out := []piece{{}}
	shift := 0 // of the old file in the new one
	for _, e := range edits {
		by := owners[e][0]
		owners[e] = owners[e][1:] // equal edits are made in turn
		if e.New != "" {
			out = append(out, piece{start: e.Start + shift, base: e.Start, cure: by})
		}
		shift += len(e.New) - (e.End - e.Start)
		out = append(out, piece{start: e.End + shift, base: e.End})
	}
	return out
}

// own finds whose each line of the new file is: that of whose the first byte
// is.
func (j *joint) own(old *ignore.File, all []piece) {
	for line := range j.file.Lines() {
		n := line.Number - 1
		at := begin(j.file, n)
		if at >= line.End {
			continue
		}
		p := all[sort.Search(len(all), func(k int) bool { return all[k].start > at })-1]
		if p.cure != nil {
			j.is[n] = owned{p.cure, p.base}
			continue
		}
		from := p.base + at - p.start
		if c := j.was[lineAt(old, from)]; c != nil {
			j.is[n] = owned{c, from}
		}
	}
}

// owner is whose an error is that the builder finds in the new file; nil for
// nobody's.
func (j *joint) owner(d diag.Diagnostic) *cure {
	if d.End == 0 {
		return nil
	}
	return j.is[lineAt(j.file, d.Start)].cure
}

// sift takes away the cures with which the builder refuses more than without.
// It reports whether what is refused can be told apart by the lines.
func (p *prover) sift(j *joint) (left []*cure, ok bool) {
	more := make(map[*cure]int)
	for _, d := range p.checks() {
		if d.Severity == diag.Error {
			var c *cure
			if d.End > 0 {
				c = j.was[lineAt(p.File, d.Start)]
			}
			more[c]--
		}
	}
	for _, d := range j.file.Check(p.Builder) {
		if d.Severity == diag.Error {
			more[j.owner(d)]++
		}
	}
	for _, c := range j.cures {
		if c.refused = more[c] > 0; !c.refused {
			left = append(left, c)
		}
	}
	return left, more[nil] == 0 && apart(newReading(p.Builder, p.File), newReading(p.Builder, j.file), j)
}
