package suggest

import (
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// Prove holds a build under a new ignore file, as [predict.Prediction.Under] of
// the case says it would be, against what it is to be. The proof holds when
// everything below the claimed entries is gone, nothing else is, every path
// that a Dockerfile names and that was sent is still sent, and the builder has
// nothing new to object to.
func Prove(in Case, then *predict.Prediction, claimed []uint32) Proof {
	return check(in, then.Ignore, then.Eligible, claim(in.Tree, claimed)).Proof
}

// A verification is a proof with the entries at which it failed.
type verification struct {
	Proof
	// lost are gone and not claimed; kept are claimed and not gone.
	lost, kept []uint32
}

// maxFailures is how many entries of each kind a failed proof names. They are
// used to find the lines at fault, of which there are few.
const maxFailures = 256

func check(in Case, after *ignore.File, eligible *buildcontext.View, claimed []bool) verification {
	v := verification{Proof: Proof{NeededKept: true, ClaimedGone: true, Unknowns: in.unknowns()}}
	t := in.Tree
	for i := uint32(1); i < uint32(t.Len()); i++ {
		before, now := in.Eligible.Sent(i), eligible.Sent(i)
		switch {
		case before && !now && !claimed[i] && !t.IsDir(i) && len(v.lost) < maxFailures:
			v.lost = append(v.lost, i)
		case before && now && claimed[i] && !t.IsDir(i) && len(v.kept) < maxFailures:
			v.kept = append(v.kept, i)
		}
	}
	if len(v.lost) > 0 {
		v.NeededKept = false
		v.Broken = append(v.Broken, fmt.Sprintf("%q would be gone, and no line claims it.", t.Path(v.lost[0])))
	}
	if len(v.kept) > 0 {
		v.ClaimedGone = false
		v.Broken = append(v.Broken, fmt.Sprintf("%q would still be there.", t.Path(v.kept[0])))
	}
	v.checkNeeds(in, eligible)
	if was, is := errorsOf(in.Ignore, in.Builder), errorsOf(after, in.Builder); is > was {
		v.NeededKept = false
		v.Broken = append(v.Broken, fmt.Sprintf("The builder would refuse %d lines instead of %d.", is, was))
	}
	return v
}

// checkNeeds looks at every source of every Dockerfile: what it names and
// found is still there.
func (v *verification) checkNeeds(in Case, eligible *buildcontext.View) {
	for dockerfile, s := range in.sources() {
		if s.Whole || s.Path == "" {
			continue
		}
		if !buildcontext.HasWildcard(s.Path) {
			for _, i := range in.Tree.Find(s.Path) {
				if in.Eligible.Sent(i) && !eligible.Sent(i) && len(v.lost) < maxFailures {
					v.lost = append(v.lost, i)
				}
			}
		}
		if len(in.Eligible.Find(s.Path)) > 0 && len(eligible.Find(s.Path)) == 0 {
			v.NeededKept = false
			v.Broken = append(v.Broken, fmt.Sprintf("%s:%d would find nothing for %s.", dockerfile, s.Line, s.Path))
			v.lost = append(v.lost, in.Tree.Find(s.Path)...)
			v.lost = append(v.lost, in.Tree.Links(s.Path)...)
		}
	}
}

// errorsOf counts what the builder refuses in a file.
func errorsOf(f *ignore.File, b ignore.Builder) int {
	n := 0
	for _, d := range f.Check(b) {
		if d.Severity == diag.Error {
			n++
		}
	}
	return n
}

// claim marks entries and everything below them.
func claim(t *buildcontext.Tree, entries []uint32) []bool {
	out := make([]bool, t.Len())
	for _, i := range entries {
		for j := i; j < t.End(i); j++ {
			out[j] = true
		}
	}
	return out
}

// unknowns are what no replay can show.
func (in Case) unknowns() []string {
	var out []string
	for _, need := range in.Sharing {
		if need.Set == nil {
			out = append(out, fmt.Sprintf("%s could not be read; what it needs is not part of the proof.", need.Dockerfile))
			continue
		}
		out = append(out, need.Set.Unknowns...)
	}
	return out
}
