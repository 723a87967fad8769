package analysis

import (
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/suggest"
)

// A NamedContext is a transfer of a named context, with the reason for it.
type NamedContext struct {
	// Transfer is what is sent.
	predict.Transfer
	// Stage and Image say what the context takes the place of; one of them or
	// both are empty.
	Stage, Image string
	// Whole are the instructions that take all of it.
	Whole []*needs.Source
	// Heaviest are the heaviest paths of what is sent.
	Heaviest []suggest.Weight
}

// heaviestNamed is how many of the heaviest paths of a named context are told.
const heaviestNamed = 3

// namedSent says of each named context that is sent why that is, and what
// weighs most.
func namedSent(p *predict.Prediction, all predict.Transfers) (out []NamedContext) {
	set := p.ShownNeeds()
	if set == nil {
		return nil
	}
	for _, t := range all.All {
		if t.Context == "" {
			continue
		}
		n := NamedContext{Transfer: t, Heaviest: suggest.Heaviest(t.View, nil, heaviestNamed)}
		name := strings.ToLower(t.Context)
		if slices.ContainsFunc(set.Stages, func(s needs.Stage) bool { return s.Name == name }) {
			n.Stage = name
		} else if slices.ContainsFunc(set.Stages, func(s needs.Stage) bool { return s.Base == t.Context }) {
			n.Image = t.Context
		}
		for k := range set.Sources {
			if s := &set.Sources[k]; s.Context == t.Context && s.Whole && s.Unknown == "" {
				n.Whole = append(n.Whole, s)
			}
		}
		out = append(out, n)
	}
	return out
}
