package predict

import buildcontext "github.com/buildctx/buildctx/context"

func buildah() *model { return &model{sent: copied, lacks: noSuchFile} }

// copied is what COPY and ADD take. Bind mounts are not among that: no ignore
// rule holds for them (see [ignore.Builder.FiltersMounts]).
func copied(p *Prediction) *buildcontext.View {
	var sources []string
	for _, s := range p.Needs.Sources {
		if s.Context == "" && !s.Mount && !s.Unused {
			sources = append(sources, s.Path)
		}
	}
	return p.Tree.ReplaySources(p.replayed(), sources)
}
