package analysis

import (
	"errors"
	"fmt"

	"github.com/buildctx/buildctx/cmd/internal/project"
	"github.com/buildctx/buildctx/context/needs"
)

const (
	// maxAnalyzed is how much the Dockerfiles that share the build context may
	// come to, those that are built in several ways counted each time: about
	// the bytes that what is known of them takes.
	maxAnalyzed = 32 << 20
	// perSource is what a source of COPY counts.
	perSource = 400
)

// errAnalyzed is why a Dockerfile is not analyzed.
var errAnalyzed = &needs.LimitError{What: "the Dockerfiles of the build context come to more than 32 MB"}

// analyze works out what a Dockerfile needs that may share the build context,
// unless the others come to too much.
func (s *sharing) analyze(src []byte, opts needs.Options) (*needs.Set, error) {
	if s.analyzed >= maxAnalyzed {
		return nil, errAnalyzed
	}
	s.analyzed += len(src)
	set, err := needs.Analyze(src, opts)
	if err == nil {
		s.analyzed += perSource * len(set.Sources)
		// Another frontend may ask for more than these lines do.
		s.notes.partial = s.notes.partial || set.Frontend.Image != "" && !set.Frontend.Docker()
	}
	return set, err
}

// notAnalyzed notes why it is not known what a Dockerfile needs, which name
// calls and shown is the path of.
func (s *sharing) notAnalyzed(name, shown string, err error) {
	said := project.Cause(err).Error()
	if shown == s.build.Dockerfile {
		said = spoken(s.build, said)
	}
	var syntax *needs.SyntaxError
	if errors.As(err, &syntax) {
		said = fmt.Sprintf("line %d: %s", syntax.Line, said)
	}
	s.notes.unseen(fmt.Sprintf("What %s needs is not known: %s.", name, said))
}
