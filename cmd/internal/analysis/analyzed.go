package analysis

import (
	"errors"
	"fmt"

	"github.com/buildctx/buildctx/cmd/internal/project"
	"github.com/buildctx/buildctx/context/needs"
)

const (
	// maxAnalyzed is how much the Dockerfiles that share the build context may come to,
	// those that are built in several ways counted each time: about the bytes that what
	// is known of them takes.
	maxAnalyzed = 32 << 20
	// perSource is what a source of COPY counts.
	perSource = 400
)

// errAnalyzed is why a Dockerfile is not analyzed.
var errAnalyzed = &needs.LimitError{What: "the Dockerfiles of the build context come to more than 32 MB"}

// analyze works out what a Dockerfile needs that may share the build context, unless the
// others come to too much.
func (r *Result) analyze(src []byte, opts needs.Options) (*needs.Set, error) {
	if r.analyzed >= maxAnalyzed {
		return nil, errAnalyzed
	}
	r.analyzed += len(src)
	set, err := needs.Analyze(src, opts)
	if err == nil {
		r.analyzed += perSource * len(set.Sources)
		// Another frontend may ask for more than these lines do.
		r.partial = r.partial || set.Frontend.Image != "" && !set.Frontend.Docker()
	}
	return set, err
}

// notAnalyzed notes why it is not known what a Dockerfile needs, which name calls and shown
// is the path of.
func (r *Result) notAnalyzed(name, shown string, err error) {
	said := r.spokenOf(shown, project.Cause(err))
	var syntax *needs.SyntaxError
	if errors.As(err, &syntax) {
		said = fmt.Sprintf("line %d: %s", syntax.Line, said)
	}
	r.unseen(fmt.Sprintf("What %s needs is not known: %s.", name, said))
}

// unseen notes that something could not be looked at that may say what is needed.
func (r *Result) unseen(sentence string) {
	r.Unknowns = append(r.Unknowns, sentence)
	r.partial = true
}
