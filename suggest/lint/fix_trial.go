package lint

import (
	"slices"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A trial is what comes of a file that is put in the place of the one at hand,
// and to whom it is owed.
type trial struct {
	prover    *prover
	build     *predict.Prediction // with the new file
	to        debtors
	then      func() *project // what is given to rules that look at the new file
	changing  map[*cure]bool
	contested [][]uint32 // for each other builder, what it makes something else of
	nobodys   bool       // there is something that is owed to nobody
}

// A debtors says to which cure something is owed; to only, if that is not nil.
type debtors struct {
	only  *cure
	batch *batch
	joint *joint
}

// entry is the cure that reaches an entry; nil for none.
func (d debtors) entry(i uint32) *cure {
	if d.only != nil {
		return d.only
	}
	return d.batch.owner(i)
}

// was and is are the cure whose a line of the old and of the new file is.
func (d debtors) was(r *ignore.Rule) *cure {
	if d.only != nil {
		return d.only
	}
	return d.joint.was[r.Line-1]
}

func (d debtors) is(r *ignore.Rule) *cure {
	if d.only != nil {
		return d.only
	}
	return d.joint.is[r.Line-1].cure
}

// refusal is the cure whose line the builder refuses in the new file.
func (d debtors) refusal(of diag.Diagnostic) *cure {
	if d.only != nil {
		return d.only
	}
	return d.joint.owner(of)
}

// try replays a file.
func (p *prover) try(f *ignore.File, to debtors) *trial {
	t := &trial{prover: p, build: p.Under(f), to: to}
	t.then = sync.OnceValue(func() *project {
		in := p.Input
		in.File, in.Prediction = f, t.build
		return newProject(in)
	})
	return t
}

// judge says how safe each of some cures is. It is false if that cannot be told
// apart.
func (t *trial) judge(cures []*cure) bool {
	stops := t.stopped()
	t.changing = t.changed()
	same := func(c *cure) bool { return stops[c] <= 0 && !t.changing[c] }
	disagrees := make(map[*cure]bool)
	if slices.ContainsFunc(cures, same) {
		disagrees = t.disagreed()
	}
	for _, c := range cures {
		switch {
		case stops[c] > 0:
			c.safety = diag.DisplayOnly // a pattern is compared now that the builder cannot compare
		case t.changing[c], disagrees[c]:
			c.safety = diag.Review
		default:
			c.safety = diag.Safe
		}
	}
	return !t.nobodys
}

// doubtful are the cures of which one may take something that the build needs.
// If it is the only one that was tried, that is certain, and it has its
// verdict.
func (t *trial) doubtful(cures []*cure) (out []*cure) {
	for _, c := range cures {
		if t.doubt(c) {
			out = append(out, c)
		}
	}
	switch {
	case len(out) == 0 || t.prover.keeps(t.build):
		return nil
	case len(cures) == 1:
		out[0].safety = diag.DisplayOnly
		return nil
	}
	return out
}

// doubt reports whether a cure may take something that the build needs.
func (t *trial) doubt(c *cure) bool { return t.changing[c] && c.safety > diag.DisplayOnly }

// stopped counts, for each cure, at how much more the builder stops: at
// entries, and at patterns that it cannot compare.
func (t *trial) stopped() map[*cure]int {
	entries, patterns, out := make(map[uint32]int), make(map[string]int), make(map[*cure]int)
	count := func(v *buildcontext.View, one int, whose func(*ignore.Rule) *cure) {
		for _, f := range v.Failures {
			switch {
			case !f.Stops:
			case f.Rule == nil:
				entries[f.Entry] += one
			case whose(f.Rule) != nil:
				out[whose(f.Rule)] += one
			default:
				patterns[f.Rule.Pattern] += one
			}
		}
	}
	count(t.build.Sent, 1, t.to.is)
	count(t.prover.Sent, -1, t.to.was)
	for i, n := range entries {
		if n != 0 {
			out[t.blame(i)] += n
		}
	}
	for _, n := range patterns {
		t.nobodys = t.nobodys || n > 0
	}
	return out
}

// changed are the cures for which something else is sent. A directory that none
// of them reaches is sent for the sake of what is below it.
func (t *trial) changed() map[*cure]bool {
	out := make(map[*cure]bool)
	for i := range t.prover.Eligible.Diff(t.build.Eligible) {
		if t.to.entry(i) != nil || !t.build.Eligible.Tree.IsDir(i) {
			out[t.blame(i)] = true
		}
	}
	return out
}

// disagreed are the cures for which another builder refuses the file, or
// disagrees about what all agree about now.
func (t *trial) disagreed() map[*cure]bool {
	out := make(map[*cure]bool)
	for _, o := range t.prover.alike() {
		for _, d := range t.build.Ignore.Check(o.Builder) {
			if d.Severity == diag.Error {
				c := t.to.refusal(d)
				t.nobodys = t.nobodys || c == nil
				out[c] = true
			}
		}
		now := differing(t.prover.Eligible, o.Under(t.build.Ignore))
		t.contested = append(t.contested, now)
		for _, i := range now {
			if _, known := slices.BinarySearch(t.prover.differing()[o], i); !known {
				out[t.blame(i)] = true
			}
		}
	}
	return out
}

// agrees reports whether all builders make the same of some entries.
func (t *trial) agrees(entries []uint32) bool {
	return !slices.ContainsFunc(entries, func(i uint32) bool {
		return slices.ContainsFunc(t.contested, func(differ []uint32) bool {
			_, is := slices.BinarySearch(differ, i)
			return is
		})
	})
}

// blame is the cure to which it is owed that something is different about an
// entry.
func (t *trial) blame(i uint32) *cure {
	c := t.to.entry(i)
	t.nobodys = t.nobodys || c == nil
	return c
}
