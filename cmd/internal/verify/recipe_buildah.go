package verify

import (
	"fmt"
	"path"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
)

// newBuildahRecipe makes a Dockerfile that copies what the COPY and ADD lines
// of the user's copy, each to a place of its own. Buildah sends nothing, so
// lines need not be alike; those that its COPY would refuse are left out, and
// the reason is among the refusals of the prediction.
func newBuildahRecipe(r *analysis.Result, root string) (made *recipe, unknowns []string) {
	c := &copier{view: r.Sent, root: root, visible: newEntrySet(r.Tree), lines: []string{"FROM scratch"}}
	if r.ShownNeeds() == nil {
		c.whole()
	}
	for _, s := range r.Sources() {
		switch {
		case s.Mount || s.Unused || s.Unknown != "":
		case s.Whole:
			c.whole()
		case !c.copySource(s.Path):
			unknowns = append(unknowns, fmt.Sprintf("%s:%d: what %q matches is not compared: it is copied under other names.", r.Dockerfile, s.Line, s.Path))
		}
	}
	text := ""
	for _, line := range c.lines {
		text += line + "\n"
	}
	return &recipe{dockerfile: []byte(text), paths: c.paths, visible: c.visible}, unknowns
}

// copySource adds the line for one source. It reports false where the names of
// what is copied would not say where it comes from: those of a pattern's
// matches in several directories, and those of what is in the directories it
// matches.
func (c *copier) copySource(p string) bool {
	t := c.view.Tree
	dest, found := c.destination(), c.matches(p)
	if len(found) == 0 {
		return true
	}
	if !buildcontext.HasWildcard(p) {
		c.copy("", p, "/"+dest)
		c.paths = append(c.paths, pathMapping{at: dest, path: t.Path(found[0])})
		c.visible.add(t, found[0])
		return true
	}
	dir := path.Dir(p)
	for _, i := range found {
		if t.IsDir(i) || path.Dir(t.Path(i)) != dir {
			return false
		}
	}
	c.copy("", p, "/"+dest+"/")
	c.paths = append(c.paths, pathMapping{at: dest, path: dir})
	for _, i := range found {
		c.visible.add(t, i)
	}
	return true
}

// matches are the entries that a source names and of which something is copied.
func (c *copier) matches(p string) []uint32 {
	var out []uint32
	for _, i := range c.view.Tree.Find(p) {
		for k := i; k < c.view.Tree.End(i); k++ {
			if c.view.Sent(k) {
				out = append(out, i)
				break
			}
		}
	}
	return out
}
