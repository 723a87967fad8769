package suggest

import (
	"fmt"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// prove compares what is left with what is needed and with what is let in.
// Nothing that was not sent may appear, so that every source finds exactly what
// it found, less what the junk lines keep out.
func (a *allowlist) prove(after *ignore.File, eligible *buildcontext.View) Proof {
	in, t := a.in, a.in.Tree
	v := verification{Proof: Proof{NeededKept: true, ClaimedGone: true, Unknowns: in.unknowns()}}
	lets, was, now := a.letsIn(), in.File.Matcher(in.Builder), after.Matcher(in.Builder)
	broken := func(holds *bool, format string, i uint32) {
		if *holds {
			v.Broken = append(v.Broken, fmt.Sprintf(format, t.Path(i)))
		}
		*holds = false
	}
	for i := uint32(1); i < uint32(t.Len()); i++ {
		is := eligible.Sent(i)
		switch {
		case a.taken.need[i] && !is && !(t.IsDir(i) && holdsSent(eligible, i)):
			broken(&v.NeededKept, "%q would be gone, and it is needed.", i)
		case !is || t.IsDir(i):
		case !in.Eligible.Sent(i):
			broken(&v.ClaimedGone, "%q would be sent, and was not.", i)
		case !lets[i] && !byClient(eligible, t.Path(i)):
			broken(&v.ClaimedGone, "%q would still be there.", i)
		case in.Builder == ignore.BuildKit && !now.SendsContent(t.Path(i)) && was.SendsContent(t.Path(i)):
			broken(&v.NeededKept, "%q would arrive empty.", i)
		}
	}
	for _, ask := range a.taken.asks {
		there := func(i uint32) bool { return i == 0 || eligible.Sent(i) || holdsSent(eligible, i) }
		if slices.ContainsFunc(ask.tops, in.Eligible.Sent) && !slices.ContainsFunc(ask.tops, there) {
			v.NeededKept = false
			v.Broken = append(v.Broken, fmt.Sprintf("%s would find nothing.", ask.use))
		}
	}
	if before, is := errorsOf(in.File, in.Builder), errorsOf(after, in.Builder); is > before {
		v.NeededKept = false
		v.Broken = append(v.Broken, fmt.Sprintf("The builder would refuse %d lines instead of %d.", is, before))
	}
	return v.Proof
}

// holdsSent reports whether something below a directory is sent, so that the
// directory is made for it where the builder does not send it.
func holdsSent(v *buildcontext.View, dir uint32) bool {
	for i := dir + 1; i < v.Tree.End(dir); i++ {
		if v.Sent(i) {
			return true
		}
	}
	return false
}

// letsIn marks what the lines let in.
func (a *allowlist) letsIn() []bool {
	t := a.in.Tree
	lets := make([]bool, t.Len())
	for _, l := range a.paths {
		lets[l.entry] = true
		for i := l.entry + 1; i < t.End(l.entry) && !l.hollow; i++ {
			lets[i] = !a.out[i]
		}
	}
	return lets
}

// byClient reports whether the classic client sends a file of its own accord:
// the Dockerfile and the ignore file.
func byClient(v *buildcontext.View, name string) bool {
	if v.Rules.Ignore == nil {
		return false
	}
	by := v.Rules.Ignore.Decide(name).By
	return by != nil && by.Negated && by.Line == 0
}
