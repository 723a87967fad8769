package predict

import (
	"fmt"
	"io/fs"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
)

// classic sends all that the rules leave, in a tar.
func classic() *model {
	return &model{
		sent:            func(p *Prediction) *buildcontext.View { return p.Eligible },
		lacks:           classicLacks,
		refuses:         classicRefuses,
		transfers:       (*transferring).classic,
		sendsDockerfile: true,
		sizelessLinks:   true,
	}
}

// classicLacks is what the daemon says of a source that it cannot take from
// what the tar held (moby builder/dockerfile/copy.go, calcCopyInfo). Wildcards
// are matched against all paths, no link followed on the way
// (copyWithWildcards), and one may match nothing if another source of the
// instruction is there.
func classicLacks(p *Prediction, s *needs.Source) string {
	switch {
	case s.Mount, leadsOut(s):
		return "" // refused as it is
	case !buildcontext.HasWildcard(s.Path):
		if s.Whole || s.Path == "" || len(p.Sent.Find(s.Path)) > 0 {
			return ""
		}
		return classicMissing(s, s.Path)
	}
	for _, i := range p.Sent.Match("", s.Path) {
		if p.Tree.Target(i) != "" && !p.Sent.Leads(i) {
			return classicMissing(s, p.Tree.Path(i))
		}
	}
	if classicMatches(p, s) || s.Elsewhere || p.anyBeside(s, func(other *needs.Source) bool { return classicMatches(p, other) }) {
		return ""
	}
	return s.Instruction + " failed: no source files were specified"
}

// classicMatches reports whether a source names something that has arrived.
func classicMatches(p *Prediction, s *needs.Source) bool {
	if buildcontext.HasWildcard(s.Path) {
		return len(p.Sent.Match("", s.Path)) > 0
	}
	return s.Whole || len(p.Sent.Find(s.Path)) > 0
}

// leadsOut reports whether a source leads out of the build context, where the
// daemon looks for no wildcard.
func leadsOut(s *needs.Source) bool { return s.Outside != "" && !buildcontext.HasWildcard(s.Path) }

func classicMissing(s *needs.Source, path string) string {
	return fmt.Sprintf("%s failed: file not found in build context or excluded by .dockerignore: stat %s: %v", s.Instruction, path, fs.ErrNotExist)
}
