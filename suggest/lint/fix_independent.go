package lint

import (
	"slices"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// Independent are those of what was found in an ignore file that have a fix, as
// safe as wanted, of which none changes a line that another one changes. They
// have that fix alone.
func Independent(f *ignore.File, found []diag.Diagnostic, least diag.Safety) (out []diag.Diagnostic) {
	lines, gaps := make(map[int]bool), make(map[int]string)
	for _, d := range found {
		if len(d.Fixes) == 0 || d.Fixes[0].Safety < least {
			continue
		}
		edits := d.Fixes[0].Edits
		own := changed(f, edits)
		taken := func(n int) bool { return lines[n] }
		// Only fixes of one sort put their lines at one place, in the order of
		// the file: a comment must stay where it belongs.
		crowded := func(e diag.Edit) bool { return between(f, e) && gaps[e.Start] != "" && gaps[e.Start] != d.Rule }
		if slices.ContainsFunc(own, taken) || slices.ContainsFunc(edits, crowded) {
			continue
		}
		for _, n := range own {
			lines[n] = true
		}
		for _, e := range edits {
			if between(f, e) {
				gaps[e.Start] = d.Rule
			}
		}
		d.Fixes = d.Fixes[:1]
		out = append(out, d)
	}
	return out
}

// Together is an ignore file with the fixes made of some of what [Independent]
// returns.
func Together(f *ignore.File, of []diag.Diagnostic) ([]byte, error) {
	var edits []diag.Edit
	for _, d := range of {
		edits = append(edits, d.Fixes[0].Edits...)
	}
	return together(f, edits)
}

// together makes edits that change different lines. Whole lines come before
// what is put at the beginning of the line behind them.
func together(f *ignore.File, edits []diag.Edit) ([]byte, error) {
	slices.SortStableFunc(edits, inOrder(f))
	return diag.Apply(f.Bytes(), edits)
}

// A Judge says of other texts of an ignore file how safe it is to write them in
// its place: as safe as a fix is that does it. Of those that the builder
// refuses, and does not refuse now, none is.
type Judge struct{ prover *prover }

// NewJudge takes the file as it is.
func NewJudge(in Input) *Judge { return &Judge{&prover{project: newProject(in)}} }

// Judge replays a text.
func (j *Judge) Judge(f *ignore.File) diag.Safety {
	p := j.prover
	if refusals(f.Check(p.Builder)) > refusals(p.checks()) {
		return diag.DisplayOnly
	}
	all := &cure{}
	t := p.try(f, debtors{only: all})
	t.judge([]*cure{all})
	t.doubtful([]*cure{all})
	return all.safety
}
