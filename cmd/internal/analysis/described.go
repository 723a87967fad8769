package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/project"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/suggest/builds"
)

// maxVariants is how many builds of one Dockerfile are looked at that compose and
// bake files describe.
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
func (r *Result) described() described {
	d := described{builds: make(map[string][]project.Build), elsewhere: make(map[string]bool)}
	var names []string
	for i := range r.Tree.Children(0) {
		if !r.Tree.IsDir(i) {
			names = append(names, r.Tree.Name(i))
		}
	}
	builds, unknowns := project.Builds(r.Tree.Root(), names)
	for _, sentence := range unknowns {
		r.unseen(sentence)
	}
	sure := len(unknowns) == 0
	for _, b := range builds {
		sure = sure && b.Exact
		switch root := r.isRoot(b.Context); {
		case !root && b.Dockerfile != "":
			d.elsewhere[b.Dockerfile] = true
			if len(r.rootNames(b)) > 0 {
				d.builds[b.Dockerfile] = append(d.builds[b.Dockerfile], b)
			}
		case b.Inline != nil && (root || len(r.rootNames(b)) > 0):
			d.inline = append(d.inline, b)
		case root && b.Dockerfile != "":
			d.builds[b.Dockerfile] = append(d.builds[b.Dockerfile], b)
		}
	}
	for name := range d.elsewhere {
		if !sure || slices.ContainsFunc(d.builds[name], func(b project.Build) bool { return r.isRoot(b.Context) }) {
			delete(d.elsewhere, name)
		}
	}
	return d
}

// isRoot reports whether a build context, or a named one, is the root, be it by
// way of a link. One that is not known may be.
func (r *Result) isRoot(dir string) bool {
	if dir == "" || dir == "." {
		return true
	}
	return !buildcontext.HasWildcard(dir) && dir != project.Elsewhere && slices.Contains(r.Tree.Find(dir), 0)
}

// rootNames are the named contexts of a build that are the root.
func (r *Result) rootNames(b project.Build) []string {
	var out []string
	for _, c := range b.Contexts {
		if name, value, _ := strings.Cut(c, "="); value != "" && r.isRoot(value) {
			out = append(out, name)
		}
	}
	return out
}

// otherDockerfiles are the paths of the Dockerfiles that share the build
// context with the one at own: those with the name of one, but for those that
// are built with another build context, and those that a compose or bake file
// names.
func (r *Result) otherDockerfiles(own string, files described) []string {
	var out []string
	for _, i := range r.dockerfiles() {
		if name := r.Tree.Path(i); name != own && !files.elsewhere[name] {
			out = append(out, name)
		}
	}
	for name := range files.builds {
		i, ok := r.Tree.Lookup(name)
		if ok && i != 0 && name != own && !r.Tree.IsDir(i) && !r.hasOwnIgnoreFile(i) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// needDescribed appends what a Dockerfile asks for with the build arguments and
// named contexts of compose files.
func (r *Result) needDescribed(to []builds.Need, shown string, src []byte, builds []project.Build) []builds.Need {
	looked := 0
	for _, b := range builds {
		if len(b.Args)+len(b.Contexts) == 0 {
			continue
		}
		if looked++; looked > maxVariants {
			r.unseen(fmt.Sprintf("Only %d of the builds of %s were looked at that compose and bake files describe.", maxVariants, quoted(shown)))
			break
		}
		to = r.needOf(to, shown, src, b)
	}
	return to
}

// inlineNeeds appends what the Dockerfiles ask for that stand in compose and
// bake files.
func (r *Result) inlineNeeds(to []builds.Need, builds []project.Build) []builds.Need {
	for _, b := range builds {
		to = r.needOf(to, b.File, b.Inline, b)
	}
	return to
}

// needOf appends what one described build asks for. A named context that is
// the root is read from the same directory, with the same ignore file.
func (r *Result) needOf(to []builds.Need, shown string, src []byte, b project.Build) []builds.Need {
	set, err := r.analyze(src, needs.Options{
		Name: shown, BuildArgs: b.Args, NamedContexts: b.Contexts, Platforms: r.Request.Platforms, AllStages: true,
	})
	if err != nil {
		what := quoted(shown)
		if b.Inline != nil {
			what = "the Dockerfile in " + b.Where
		}
		r.notAnalyzed(what, shown, err)
		return to
	}
	root, named := r.isRoot(b.Context), r.rootNames(b)
	set.Sources = slices.DeleteFunc(set.Sources, func(s needs.Source) bool { return s.Context == "" && !root })
	for k, s := range set.Sources {
		if slices.Contains(named, s.Context) {
			set.Sources[k].Context = ""
		}
	}
	return append(to, builds.Need{Dockerfile: shown, Set: set})
}
