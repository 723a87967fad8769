package verify

import (
	"fmt"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
)

// A recipe is a throw-away Dockerfile, and how to read what it makes.
type recipe struct {
	dockerfile []byte
	paths      resultPaths
	visible    entrySet
}

// A copier writes a Dockerfile that asks for the same paths of a build context
// as the user's own does, whatever that does with them.
type copier struct {
	view    *buildcontext.View
	root    string // what the directory is called that all is copied to
	from    string // the named context that is copied; empty for the main one
	parents bool   // the frontend knows COPY --parents

	lines   []string
	asked   []string
	paths   resultPaths
	visible entrySet
}

// newRecipe makes a Dockerfile for BuildKit that asks for some paths, nil for
// everything, and for nothing else. What one COPY line asks for counts for all
// of the build, so there is no way to copy everything that is sent. With
// --parents a line copies what a path or pattern itself matches, under its own
// name; without, which older frontends do not know, more stays unseen.
func newRecipe(c copier, follow []string) (*recipe, error) {
	c.visible = newEntrySet(c.view.Tree)
	if follow == nil {
		c.whole()
	}
	for _, p := range follow {
		if err := c.copyPath(p); err != nil {
			return nil, err
		}
	}
	dockerfile := "FROM scratch\n" + strings.Join(c.lines, "\n") + "\n"
	if err := c.check([]byte(dockerfile), follow == nil); err != nil {
		return nil, err
	}
	return &recipe{dockerfile: []byte(dockerfile), paths: c.paths, visible: c.visible}, nil
}

// copy adds a line.
func (c *copier) copy(flag, source, dest string) {
	line := "COPY "
	if c.from != "" {
		line += "--from=" + c.from + " "
	}
	c.lines = append(c.lines, line+flag+copyArguments(source, dest))
	c.asked = append(c.asked, source)
}

// whole copies everything.
func (c *copier) whole() {
	c.copy("", ".", "/"+c.root+"/")
	c.paths = append(c.paths, pathMapping{at: c.root, path: "."})
	c.visible.add(c.view.Tree, 0)
}

// copyPath adds the line for one path that is asked for.
func (c *copier) copyPath(p string) error {
	t := c.view.Tree
	if buildcontext.HasWildcard(p) {
		if c.parents {
			return c.keepNames(p)
		}
		c.copy("", p, "/"+c.destination()+"/")
		return nil
	}
	entry, itself := t.Lookup(p)
	itself = itself && c.view.Sent(entry)
	found := t.Find(p)
	led := len(found) == 1 && (found[0] == 0 || c.view.Sent(found[0]))
	if led && !(c.parents && itself && entry == found[0]) {
		// What a link leads to, which --parents would not follow.
		dest := c.destination()
		c.copy("", p, "/"+dest)
		c.paths = append(c.paths, pathMapping{at: dest, path: t.Path(found[0])})
		c.visible.add(t, found[0])
	}
	switch {
	case itself && c.parents:
		return c.keepNames(p)
	case led:
	case c.parents:
		return c.keepNames(optional(p))
	default:
		c.copy("", optional(p), "/"+c.destination()+"/")
	}
	return nil
}

// destination is one that no other line copies to, so that none overwrites what
// another has copied.
func (c *copier) destination() string { return fmt.Sprintf("%s.%d", c.root, len(c.lines)) }

// keepNames adds a line that copies what a pattern matches under its own name.
// The daemon reads the pattern as the client does, as one of an ignore file
// (solver/llbsolver/file, docopy; fsutil copy).
func (c *copier) keepNames(pattern string) error {
	c.copy("--parents ", pattern, "/"+c.root+"/")
	if at := (pathMapping{at: c.root, path: "."}); !slices.Contains(c.paths, at) {
		c.paths = append(c.paths, at)
	}
	include, err := ignore.CompileInclude([]string{pattern})
	if err != nil {
		return fmt.Errorf("asking for %q: %w", pattern, err)
	}
	rules := c.view.Rules
	rules.Include = include
	matched := c.view.Tree.Replay(rules)
	for i := range c.visible {
		c.visible[i] = c.visible[i] || matched.Sent(uint32(i))
	}
	return nil
}

// check reads the Dockerfile as BuildKit does, and makes sure that it asks for
// what it is meant to ask for. A name that is not valid UTF-8 cannot be asked
// for, for example.
func (c *copier) check(dockerfile []byte, whole bool) error {
	opts := needs.Options{Name: "the throw-away Dockerfile"}
	if c.from != "" {
		opts.NamedContexts = []string{c.from + "=."}
	}
	set, err := needs.Analyze(dockerfile, opts)
	if err != nil {
		return fmt.Errorf("asking for what the Dockerfile asks for: %w", err)
	}
	paths, everything := set.FollowPaths(c.from)
	slices.Sort(c.asked)
	if want := slices.Compact(c.asked); len(set.Problems) > 0 || everything != whole || !whole && !slices.Equal(paths, want) {
		return fmt.Errorf("a throw-away Dockerfile cannot ask for %q; it would ask for %q", want, paths)
	}
	return nil
}
