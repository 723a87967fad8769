package analysis

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/cmd/internal/gitfacts"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/lint"
)

// told is what the builder does and says, for the rules of lint that explain it.
func (r *Result) told() []lint.Told {
	var out []lint.Told
	for _, x := range r.Refusals {
		if x.told != nil {
			out = append(out, *x.told)
		}
	}
	r.mayBeMade(out)
	info := diag.Info
	said := make(map[string]bool)
	for _, t := range r.Traps {
		if t.File == r.IgnorePath && t.Line > 0 {
			continue // what is found in the ignore file lint finds itself
		}
		one := lint.Told{Rule: t.Kind, Source: t.source, Message: t.Message, Help: t.help()}
		if t.source == nil && t.Path != "" {
			one.File = path.Join(r.shownDir(), t.Path)
		}
		if t.Kind == "filter-disabled" {
			if !r.narrow() || said[t.Message] {
				continue
			}
			if said[t.Message] = true; t.source != nil && t.source.Mount && !t.source.Passive {
				one.Severity = &info // it is an idiom of those who build from a mount
			}
		}
		out = append(out, one)
	}
	return append(out, r.toldEmpty()...)
}

// narrow reports whether a source asks for less than everything, so that it matters when
// another one does.
func (r *Result) narrow() bool {
	return slices.ContainsFunc(r.Copies, func(c Copy) bool { return !c.Whole && c.Path != "" && !c.Passive })
}

// mayBeMade makes less of sources that are missing where something may make them before the
// build: what git ignores, and what a release tool puts beside the Dockerfile.
func (r *Result) mayBeMade(all []lint.Told) {
	var missing []*lint.Told
	var paths []string
	for k := range all {
		if t := &all[k]; t.Rule == "copy-source-missing" && t.Severity == nil {
			missing, paths = append(missing, t), append(paths, t.Source.Path)
		}
	}
	if len(missing) == 0 {
		return
	}
	ignored := make(map[string]bool)
	if r.Git != nil {
		ignored = r.Git.Ignored(paths)
	}
	info := diag.Info
	for _, t := range missing {
		switch {
		case ignored[t.Source.Path]:
			t.Message += "; git ignores it, so that something may make it first"
		case r.releases():
			t.Message += "; goreleaser may make it first"
		case r.Needs.Frontend.Image != "" && !r.Needs.Frontend.Docker():
			t.Message += ", if the frontend " + r.Needs.Frontend.Image + " reads the line as Docker's does"
		case strings.Contains(t.Source.Path, `\`):
			t.Message += ", unless it is built for Windows"
		default:
			continue
		}
		t.Severity = &info
	}
}

// releases reports whether goreleaser is at work here, which builds from a directory of its
// own, with the programs that it has made.
func (r *Result) releases() bool {
	return slices.ContainsFunc([]string{".goreleaser.yml", ".goreleaser.yaml", "goreleaser.yml", "goreleaser.yaml"}, func(name string) bool {
		_, ok := r.Tree.Child(0, name)
		return ok
	})
}

// help is what to do about a trap, where the rule that explains it does not say.
func (t *Trap) help() string {
	if t.Kind == "filter-disabled" && t.source != nil && t.source.Mount && t.source.Passive {
		return "use a cache mount, or a directory of the image"
	}
	return ""
}

// toldUnreadable is for an entry that the builder cannot read; nil if it stops there for
// another reason.
func (r *Result) toldUnreadable(f buildcontext.Failure) *lint.Told {
	if _, unreadable := r.Tree.Problem(f.Entry); !unreadable {
		return nil
	}
	return &lint.Told{Rule: "unreadable-breaks-build", File: path.Join(r.shownDir(), r.Tree.Path(f.Entry)), Message: f.Message + r.because(f.Entry)}
}

// toldIgnored is for a source that a rule keeps out.
func (r *Result) toldIgnored(c *Copy, by *ignore.Rule) *lint.Told {
	help := ""
	if found := r.Tree.Find(c.Path); len(found) > 0 {
		if category, _ := suggest.Classify(r.Tree, found[0]); category == suggest.Secret {
			help = "give it to the RUN that needs it: --mount=type=secret"
		}
	}
	return &lint.Told{
		Rule: "copy-ignored-file", Source: c.Source, By: by, Help: help,
		Message: fmt.Sprintf("%s is kept out by %s:%d (%s), and the build fails", quoted(c.Path), r.IgnorePath, by.Line, by.Text),
	}
}

// toldEmpty is for wildcards of which all that they match is kept out: BuildKit then
// copies nothing (dockerfile2llb convert_copy.go, AllowEmptyWildcard).
func (r *Result) toldEmpty() (out []lint.Told) {
	if r.Request.Builder != ignore.BuildKit || r.Needs == nil {
		return nil
	}
	warning := diag.Warning
	for k := range r.Copies {
		c := &r.Copies[k]
		if c.Whole || c.Passive || c.Unknown != "" || c.Mount || c.Parents || !buildcontext.HasWildcard(c.Path) || lacks(r.Transferred, c.Source) != "" {
			continue
		}
		dir, pattern := splitWildcards(c.Path)
		found := r.Tree.Find(c.Path)
		if len(found) == 0 || len(r.Transferred.Match(dir, pattern)) > 0 {
			continue
		}
		if by := r.Matcher.Decide(r.Tree.Path(found[0])).By; by != nil && !by.Negated && by.Line > 0 {
			out = append(out, lint.Told{
				Rule: "copy-ignored-file", Severity: &warning, Source: c.Source, By: by,
				Message: fmt.Sprintf("all that %s matches is kept out, and nothing is copied", quoted(c.Path)),
			})
		}
	}
	return out
}

// toldMissing is for a source that is not in the build context.
func (r *Result) toldMissing(t *buildcontext.Tree, c *Copy) *lint.Told {
	out := &lint.Told{Rule: "copy-source-missing", Source: c.Source, Message: quoted(c.Path) + " is not in the build context, and the build fails"}
	if i, ok := t.Lookup(c.Path); ok && t.Target(i) != "" {
		out.Message = quoted(c.Path) + " is a link to what is not in the build context, and the build fails"
		return out
	}
	near := r.nearby(t, c.Path)
	if near.beside {
		out.Message += ": it is beside the Dockerfile, and paths are those below the root of the build context"
	}
	switch {
	case near.path != "":
		out.Help = "is " + near.path + " meant?"
	case near.above != "":
		out.Help = fmt.Sprintf("it is there from %s: is that the build context?", quoted(near.above))
	case catalog.MadeByTools(c.Path):
		info := diag.Info
		out.Severity = &info
		out.Message = quoted(c.Path) + " is not there now, and the build fails until it is made"
		out.Help = "make it before the build"
	}
	return out
}

// A nearby is what may be meant by a path that is not there: another one, be it beside the
// Dockerfile, or the same from a directory above the build context.
type nearby struct {
	path   string
	beside bool
	above  string
}

// maxNearby is for how many paths of a Dockerfile it is looked for what may be meant.
const maxNearby = 1000

func (r *Result) nearby(t *buildcontext.Tree, name string) nearby {
	near, known := r.nears[name]
	if known || len(r.nears) == maxNearby {
		return near
	}
	near.path = catalog.Near(t, name)
	if dir := path.Dir(r.dockerfileInContext()); near.path == "" && dir != "." {
		if _, near.beside = t.Lookup(path.Join(dir, name)); near.beside {
			near.path = path.Join(dir, name)
		}
	}
	if near.path == "" {
		near.above = r.above(name)
	}
	if r.nears == nil {
		r.nears = make(map[string]nearby)
	}
	r.nears[name] = near
	return near
}

// above is a directory above the build context that has a path; empty for none near.
// Nobody is told of what lies outside of the repository.
func (r *Result) above(name string) string {
	const most = 4
	dir := r.shownDir()
	root, top := r.Tree.Root(), gitfacts.Root(r.Tree.Root())
	for range most {
		if root == top || top == "" || buildcontext.HasWildcard(name) {
			break
		}
		root, dir = filepath.Dir(root), path.Join(dir, "..")
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); err == nil && filepath.IsLocal(name) {
			return dir
		}
	}
	return ""
}

// shownDir is the build context as findings show it.
func (r *Result) shownDir() string { return cmp.Or(r.Request.Dir, ".") }
