package analysis

import (
	"context"
	"fmt"
	"slices"
	"sync"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/lint"
)

// refuse collects what makes the builder stop.
func (r *Result) refuse(ctx context.Context) {
	for _, f := range r.Transferred.Failures {
		switch {
		case f.Rule != nil:
			r.Refusals = append(r.Refusals, Refusal{File: r.IgnorePath, Line: f.Rule.Line, Message: f.Message})
		case f.Stops:
			r.Refusals = append(r.Refusals, Refusal{File: r.Tree.Path(f.Entry), Message: f.Message + r.because(f.Entry), told: r.toldUnreadable(f)})
		}
	}
	r.missing(ctx)
}

// because says which line makes the builder look at an entry that it cannot
// read, ready to stand behind a message.
func (r *Result) because(i uint32) string {
	path := r.Tree.Path(i)
	if !r.Transferred.Excluded(i) {
		if file, line, _ := r.askedBy(i); line > 0 {
			return fmt.Sprintf(" (%s:%d asks for it)", file, line)
		}
		return ""
	}
	by, exception := r.Matcher.Decide(path).By, r.Matcher.EnteredFor(path)
	if by != nil && exception != nil {
		return fmt.Sprintf(" (%s:%d excludes it, and it is entered all the same for the exception %s in line %d)",
			r.IgnorePath, by.Line, quoted(exception.Text), exception.Line)
	}
	return ""
}

// missing finds sources that name nothing of what is sent.
func (r *Result) missing(ctx context.Context) {
	everything := sync.OnceValue(func() *buildcontext.Tree { return r.everything(ctx) })
	for k := range r.Copies {
		c := &r.Copies[k]
		if c.Passive || c.Unknown != "" {
			continue
		}
		said := ""
		switch {
		case r.Request.Builder == ignore.BuildKit:
			said = lacks(r.Transferred, c.Source)
		case !c.Whole && c.Path != "" && !r.sends(c):
			said = fmt.Sprintf("%s %s: no such file or directory", c.Instruction, quoted(c.Path))
		}
		if said != "" {
			r.Refusals = append(r.Refusals, r.absence(everything, c, said))
		}
	}
}

// sends reports whether a source names something that is sent. Buildah mounts
// the directory as it is, whatever the ignore file says
// (podman-container-tools/buildah#6450).
func (r *Result) sends(c *Copy) bool {
	if c.Mount && r.Request.Builder == ignore.Buildah {
		return len(r.Tree.Find(c.Path)) > 0
	}
	return len(r.Transferred.Find(c.Path)) > 0
}

// absence is what the builder says of a source that is missing, with the reason.
func (r *Result) absence(everything func() *buildcontext.Tree, c *Copy, said string) Refusal {
	out := Refusal{File: r.Dockerfile, Line: c.Line, Message: said}
	if c.Whole {
		return out
	}
	tree := everything()
	found := tree.Find(c.Path)
	if len(found) == 0 {
		out.told = r.toldMissing(tree, c)
		return out
	}
	path := tree.Path(found[0])
	// A link on the way may be what is excluded.
	for _, step := range slices.Backward(slices.Concat(r.Matcher.Explain(c.Path), r.Matcher.Explain(path))) {
		if step.Effect == ignore.Excludes {
			out.Message += fmt.Sprintf(" (%s:%d %s excludes it)", r.IgnorePath, step.Rule.Line, quoted(step.Rule.Text))
			out.told = r.toldIgnored(c, step.Rule)
			return out
		}
	}
	if r.Request.Builder != ignore.BuildKit {
		return out
	}
	if why := misreading(c.Path); why != "" {
		out.Message += " (the path " + why + ")"
		out.told = &lint.Told{Rule: "source-misread", Source: c.Source, Message: quoted(c.Path) + " " + why + ": the build fails"}
		return out
	}
	if path != c.Path && !c.Parents && !buildcontext.HasWildcard(c.Path) {
		out.Message += " (BuildKit loses a second path through one symbolic link, moby/buildkit#3238)"
		out.told = &lint.Told{Rule: "symlink-source-lost", Source: c.Source, Message: quoted(c.Path) + " is the second path through one symbolic link, which BuildKit loses: the build fails"}
	}
	return out
}

// everything is the Tree with all that was skipped, as far as that can still be
// read.
func (r *Result) everything(ctx context.Context) *buildcontext.Tree {
	if r.Tree.Listing().Complete() {
		return r.Tree
	}
	list, err := scan.Read(ctx, r.Request.Dir, scan.Options{})
	if err != nil {
		return r.Tree
	}
	return buildcontext.New(list)
}

// notFound is what BuildKit says of a source that is not there.
func notFound(path string) string {
	return fmt.Sprintf("failed to compute cache key: %s: not found", quoted("/"+path))
}

// quoted makes a name that strangers chose safe to show in a message.
func quoted(name string) string { return fmt.Sprintf("%q", name) }
