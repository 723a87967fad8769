package analysis

import (
	"errors"
	"fmt"
	"path"
	"slices"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// maxSharingSize is the size in bytes up to which other Dockerfiles of the
// build context are read.
const maxSharingSize = 1 << 20

// A sharing finds out what the Dockerfiles ask for that may be built from the
// same build context with the same ignore file.
type sharing struct {
	request  Request
	build    *project.Resolved
	tree     *buildcontext.Tree
	own      string     // the path of the Dockerfile analysed in the tree
	set      *needs.Set // what that asks for, if it may be shown
	alone    bool       // the ignore file in force holds for that Dockerfile alone
	notes    *Notes
	analyzed int // what the Dockerfiles looked at come to
}

// needs are what every such Dockerfile asks for, whatever its target. One with
// an ignore file of its own does not share (buildkit dockerui config.go,
// dockerIgnorePatterns).
func (s *sharing) needs() []builds.Need {
	var out []builds.Need
	files := s.described()
	if s.set != nil {
		out = s.need(out, s.build.Dockerfile, s.own, files.builds[s.own])
	}
	if s.alone {
		return out
	}
	others := s.otherDockerfiles(s.own, files)
	for n, name := range others {
		if s.analyzed >= maxAnalyzed {
			s.notes.unseen(fmt.Sprintf("Only %d of the %d other Dockerfiles of the build context were read.", n, len(others)))
			break
		}
		out = s.need(out, name, name, files.builds[name])
	}
	return s.inlineNeeds(out, files.inline)
}

// dockerfiles are the Dockerfiles in the build context that share the ignore
// file. Those among dependencies and below a directory called testdata build
// something else.
func (s *sharing) dockerfiles() []uint32 {
	var out []uint32
	t := s.tree
	elsewhere := map[uint32]bool{0: false}
	for _, i := range t.Named(needs.IsDockerfileName) {
		if !t.IsDir(i) && !s.buildElsewhere(t.Parent(i), elsewhere) && !s.hasOwnIgnoreFile(i) {
			out = append(out, i)
		}
	}
	return out
}

// buildElsewhere reports whether Dockerfiles in a directory build something
// else. What is known of other directories is in known.
func (s *sharing) buildElsewhere(dir uint32, known map[uint32]bool) bool {
	t := s.tree
	is, ok := known[dir]
	if !ok {
		category, _ := suggest.Classify(t, dir)
		is = category == catalog.Dependencies || category == catalog.VCS || t.Name(dir) == "testdata" || s.buildElsewhere(t.Parent(dir), known)
		known[dir] = is
	}
	return is
}

func (s *sharing) hasOwnIgnoreFile(i uint32) bool {
	return slices.ContainsFunc(s.request.Builder.OwnNames(s.tree.Name(i)), func(name string) bool {
		_, ok := s.tree.Child(s.tree.Parent(i), name)
		return ok
	})
}

// need appends what a Dockerfile asks for, as if each stage were the target:
// without build arguments, since others build it without them, and with those
// given, and as compose files build it. Where the file cannot be read there is
// nothing to keep, and that is said.
func (s *sharing) need(to []builds.Need, shown, inContext string, described []project.Build) []builds.Need {
	src, err := s.build.Source, error(nil)
	if shown != s.build.Dockerfile {
		src, err = scan.ReadFile(s.tree.Root(), inContext, maxSharingSize)
	}
	opts := needsOptions(s.request, shown)
	opts.AllStages, opts.Target = true, ""
	variants := []map[string]string{nil}
	if len(opts.BuildArgs) > 0 {
		variants = append(variants, opts.BuildArgs)
	}
	for _, arguments := range variants {
		if err != nil {
			break
		}
		var set *needs.Set
		opts.BuildArgs = arguments
		if set, err = s.analyze(src, opts); err != nil {
			break
		}
		if shown != s.build.Dockerfile && len(described) == 0 && s.builtBeside(inContext, set) {
			s.notes.Assumed = append(s.notes.Assumed, fmt.Sprintf(
				"The build context of %s is %s: all that it copies by name is there, and none of it is at the root.", quoted(shown), quoted(path.Dir(inContext))))
			return to
		}
		to = append(to, builds.Need{Dockerfile: shown, Set: set})
	}
	if err == nil {
		to = s.needDescribed(to, shown, src, described)
	}
	if err != nil {
		s.notAnalyzed(quoted(path.Clean(shown)), shown, err)
	}
	return to
}

// builtBeside reports whether the build context of a Dockerfile below the root
// is its own directory: all that it takes by name is there, and none of that
// below the root.
func (s *sharing) builtBeside(name string, set *needs.Set) bool {
	dir, named := path.Dir(name), 0
	if dir == "." {
		return false
	}
	for _, x := range set.Sources {
		switch {
		case x.Context != "" || x.Whole || x.Unused:
			continue
		case x.Path == "" || x.Unknown != "" || len(s.tree.Find(x.Path)) > 0 || len(s.tree.Find(path.Join(dir, x.Path))) == 0:
			return false
		}
		named++
	}
	return named > 0
}

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
		s.notes.partial = s.notes.partial || set.Frontend.Foreign()
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
	switch {
	case !errors.As(err, &syntax):
	case syntax.Final():
		said = fmt.Sprintf("line %d: %s", syntax.Line, said)
	default:
		said = fmt.Sprintf("the external frontend %s reads it", syntax.Frontend.Image)
	}
	s.notes.unseen(fmt.Sprintf("What %s needs is not known: %s.", name, said))
}
