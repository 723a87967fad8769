package lint

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/suggest"
)

// keeps reports whether the build with another ignore file keeps all that the
// Dockerfiles need which share the build context.
func (p *prover) keeps(then *predict.Prediction) bool {
	if p.Unverified {
		return false
	}
	var gone []uint32
	for i := range p.Eligible.Diff(then.Eligible) {
		if p.Eligible.Sent(i) && !then.Eligible.Sent(i) && !p.Tree.IsDir(i) {
			gone = append(gone, i)
		}
	}
	return suggest.Prove(p.Case, then, gone).NeededKept && !p.emptiesNamed(then.Eligible)
}

// emptiesNamed reports whether a directory that a Dockerfile names would lose
// all of its files.
func (p *prover) emptiesNamed(left *buildcontext.View) bool {
	before, after := p.Eligible.Sums(), left.Sums()
	for _, need := range p.Sharing {
		if need.Set == nil {
			continue
		}
		for _, s := range need.Set.Sources {
			if s.Whole || s.Path == "" || s.Context != "" {
				continue
			}
			for _, i := range p.Tree.Find(s.Path) {
				if before.At(i).Files > 0 && after.At(i).Files == 0 {
					return true
				}
			}
		}
	}
	return false
}
