package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/suggest/builds"
)

// maxVariants is how many builds of one Dockerfile are looked at that compose
// and bake files describe.
const maxVariants = 50

// described is what the compose and bake files in the root build.
type described struct {
	// builds are those that use the root, by the path of the Dockerfile.
	builds map[string][]project.Build
	// inline are those that use the root with a Dockerfile that stands in the
	// file.
	inline []project.Build
	// elsewhere are Dockerfiles that are only ever built with another build
	// context.
	elsewhere map[string]bool
}

// described reads the compose and bake files.
func (s *sharing) described() described {
	d := described{builds: make(map[string][]project.Build), elsewhere: make(map[string]bool)}
	var names []string
	for i := range s.tree.Children(0) {
		if !s.tree.IsDir(i) {
			names = append(names, s.tree.Name(i))
		}
	}
	builds, unknowns := project.Builds(s.tree.Root(), names)
	for _, sentence := range unknowns {
		s.notes.unseen(sentence)
	}
	sure := len(unknowns) == 0
	for _, b := range builds {
		sure = sure && b.Exact
		switch root := s.isRoot(b.Context); {
		case !root && b.Dockerfile != "":
			d.elsewhere[b.Dockerfile] = true
			if len(s.rootNames(b)) > 0 {
				d.builds[b.Dockerfile] = append(d.builds[b.Dockerfile], b)
			}
		case b.Inline != nil && (root || len(s.rootNames(b)) > 0):
			d.inline = append(d.inline, b)
		case root && b.Dockerfile != "":
			d.builds[b.Dockerfile] = append(d.builds[b.Dockerfile], b)
		}
	}
	for name := range d.elsewhere {
		if !sure || slices.ContainsFunc(d.builds[name], func(b project.Build) bool { return s.isRoot(b.Context) }) {
			delete(d.elsewhere, name)
		}
	}
	return d
}

// isRoot reports whether a build context, or a named one, is the root, be it by
// way of a link. One that is not known may be.
func (s *sharing) isRoot(dir string) bool {
	if dir == "" || dir == "." {
		return true
	}
	return !buildcontext.HasWildcard(dir) && dir != project.Elsewhere && slices.Contains(s.tree.Find(dir), 0)
}

// rootNames are the named contexts of a build that are the root.
func (s *sharing) rootNames(b project.Build) []string {
	var out []string
	for _, c := range b.Contexts {
		if name, value, _ := strings.Cut(c, "="); value != "" && s.isRoot(value) {
			out = append(out, name)
		}
	}
	return out
}

// otherDockerfiles are the paths of the Dockerfiles that share the build
// context with the one at own: those with the name of one, but for those that
// are built with another build context, and those that a compose or bake file
// names.
func (s *sharing) otherDockerfiles(own string, files described) []string {
	var out []string
	for _, i := range s.dockerfiles() {
		if name := s.tree.Path(i); name != own && !files.elsewhere[name] {
			out = append(out, name)
		}
	}
	for name := range files.builds {
		i, ok := s.tree.Lookup(name)
		if ok && i != 0 && name != own && !s.tree.IsDir(i) && !s.hasOwnIgnoreFile(i) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// needDescribed appends what a Dockerfile asks for with the build arguments and
// named contexts of compose files.
func (s *sharing) needDescribed(to []builds.Need, shown string, src []byte, builds []project.Build) []builds.Need {
	looked := 0
	for _, b := range builds {
		if len(b.Args)+len(b.Contexts) == 0 {
			continue
		}
		if looked++; looked > maxVariants {
			s.notes.unseen(fmt.Sprintf("Only %d of the builds of %s were looked at that compose and bake files describe.", maxVariants, quoted(shown)))
			break
		}
		to = s.needOf(to, shown, src, b)
	}
	return to
}

// inlineNeeds appends what the Dockerfiles ask for that stand in compose and
// bake files.
func (s *sharing) inlineNeeds(to []builds.Need, builds []project.Build) []builds.Need {
	for _, b := range builds {
		to = s.needOf(to, b.File, b.Inline, b)
	}
	return to
}

// needOf appends what one described build asks for. A named context that is
// the root is read from the same directory, with the same ignore file.
func (s *sharing) needOf(to []builds.Need, shown string, src []byte, b project.Build) []builds.Need {
	set, err := s.analyze(src, needs.Options{
		Name: shown, BuildArgs: b.Args, NamedContexts: b.Contexts, Platforms: s.request.Platforms, AllStages: true,
		NoFrontends: !predict.RunsFrontends(s.request.Builder),
	})
	if err != nil {
		what := quoted(shown)
		if b.Inline != nil {
			what = "the Dockerfile in " + b.Where
		}
		s.notAnalyzed(what, shown, err)
		return to
	}
	root, named := s.isRoot(b.Context), s.rootNames(b)
	set.Sources = slices.DeleteFunc(set.Sources, func(x needs.Source) bool { return x.Context == "" && !root })
	for k, x := range set.Sources {
		if slices.Contains(named, x.Context) {
			set.Sources[k].Context = ""
		}
	}
	return append(to, builds.Need{Dockerfile: shown, Set: set})
}
