package predict

import (
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
)

func buildKit() *model {
	return &model{
		sent:  transferred,
		lacks: func(p *Prediction, s *needs.Source) string { return Lacks(p.Sent, s) },
		// dockerfile2llb convert_copy.go, AllowEmptyWildcard
		allowsEmptyWildcards: true,
		runsFrontends:        true,
		silent: []func(*Prediction) []SilentEffect{
			(*Prediction).emptied, (*Prediction).unread, (*Prediction).sockets, (*Prediction).widened, (*Prediction).misread,
		},
		takesLateRules: true,
		transfers:      (*transferring).buildKit,
	}
}

// transferred is what the client sends.
func transferred(p *Prediction) (view *buildcontext.View) {
	paths, whole := p.Needs.FollowPaths("")
	switch {
	case whole:
		return p.Eligible
	case len(paths) == 0:
		return p.Tree.EmptyView(p.replayed())
	}
	view, p.Followed = Follow(p.Tree, p.replayed(), paths)
	return view
}
