package predict

import (
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
)

func buildah() *model { return &model{sent: copied, lacks: buildahLacks} }

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

// buildahLacks is what Buildah says of a source that names nothing it takes.
// Wildcards may match nothing if another source of the instruction is there
// (copier/copier.go, copierHandlerStat), but not nothing that the rules leave
// (add.go, Add).
func buildahLacks(p *Prediction, s *needs.Source) string {
	there := func(s *needs.Source) int { return len(p.WholeTree().Find(s.Path)) }
	switch {
	case s.Whole || s.Path == "":
		return ""
	case s.Mount:
		if there(s) > 0 {
			return ""
		}
		return fmt.Sprintf("%s %s: no such file or directory", s.Instruction, quoted(s.Path))
	case len(p.Sent.Find(s.Path)) > 0:
		return ""
	}
	if n := there(s); n > 0 {
		return fmt.Sprintf("no items matching glob %q copied (%d filtered out using %s): no such file or directory", s.Path, n, p.IgnorePath)
	}
	if buildcontext.HasWildcard(s.Path) && p.anyBeside(s, func(other *needs.Source) bool { return there(other) > 0 }) {
		return ""
	}
	return fmt.Sprintf("copier: stat: %q: no such file or directory", "/"+s.Path)
}
