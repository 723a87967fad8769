package layercache

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

const (
	// manifestHead is how many bytes of a manifest are read.
	manifestHead = 64 << 10
	// maxManifests is how many manifests are read.
	maxManifests = 200
)

// manifests finds the manifests of an installer among what is taken and sent,
// as patterns below the root; none where they do not tell all that it reads.
func (in project) manifests(i *commands.Installer, line commands.Run, before layers) []string {
	taken, err := in.takingOf(before.direct)
	if err != nil {
		return nil
	}
	t := in.Tree
	there := func(at uint32) bool { return !t.IsDir(at) && in.Eligible.Sent(at) && taken.has(t.Path(at)) }
	var modules, others []uint32
	many := false
	for _, dir := range in.workplaces(line, before) {
		for at := range t.Children(dir) {
			switch name := t.Name(at); {
			case catalog.MatchesAny(name, i.Modules) && there(at):
				modules = append(modules, at)
			case catalog.MatchesAny(name, i.Others) && there(at):
				others = append(others, at)
				many = many || catalog.MatchesAny(name, i.Workspaces)
			}
		}
	}
	reads, says := in.read(i, modules)
	many = many || says
	if many {
		modules = slices.DeleteFunc(t.Named(func(name string) bool { return catalog.MatchesAny(name, i.Modules) }), func(at uint32) bool { return t.IsDir(at) || !there(at) })
		reads, _ = in.read(i, modules)
	}
	if reads || len(modules) == 0 {
		return nil
	}
	var out []string
	for _, at := range modules {
		name := t.Path(at)
		if many {
			name = "**/" + i.Modules[slices.IndexFunc(i.Modules, func(m string) bool { return catalog.MatchesAny(t.Name(at), []string{m}) })]
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, at := range others {
		out = append(out, t.Path(at))
	}
	return out
}

// read looks into manifests: whether one of them has the installer read more,
// and whether one says that there are more of them.
func (in project) read(i *commands.Installer, modules []uint32) (reads, many bool) {
	if len(modules) > maxManifests || in.head == nil && len(i.Reads) > 0 {
		return true, false
	}
	for _, at := range modules {
		text := ""
		if in.head != nil {
			text = "\n" + string(in.head(in.Tree.Path(at), manifestHead))
		}
		cut := len(text) > manifestHead
		text = strings.ReplaceAll(text, `"prepare": "husky`, "") // does nothing where there is no .git
		has := func(part string) bool { return strings.Contains(text, part) }
		reads = reads || cut || slices.ContainsFunc(i.Reads, has)
		many = many || slices.ContainsFunc(i.Many, has)
	}
	return reads, many
}

// workplaces are the directories of the build context in which a RUN may work:
// those that it goes to, else those that the sources before it name.
func (in project) workplaces(line commands.Run, before layers) []uint32 {
	t := in.Tree
	out := movedTo(t, line)
	if len(out) > 0 {
		return out
	}
	for _, s := range before.direct {
		at := []uint32{0}
		if !s.Whole {
			at = t.Find(s.Path)
		}
		for _, i := range at {
			if !t.IsDir(i) {
				i = t.Parent(i)
			}
			if !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// movedTo are the directories of the build context to which a RUN goes.
func movedTo(t *buildcontext.Tree, line commands.Run) []uint32 {
	var out []uint32
	for _, word := range commands.Directories(line.Text) {
		if dir, ok := t.Lookup(strings.TrimPrefix(path.Clean(word), "/")); ok && dir != 0 && t.IsDir(dir) {
			out = append(out, dir)
		}
	}
	return out
}

// outside names what a RUN that only installs does not work with: the
// outermost directory without a manifest, or the file.
func (p *past) outside(i *commands.Installer) func(name string) string {
	holds := make(map[string]bool) // directories: whether a manifest is in one, or below
	for _, name := range p.paths {
		found := i.MayRead(name)
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			before, seen := holds[dir]
			if seen && (before || !found) {
				break
			}
			found = found || !seen && p.hasModule(i, dir)
			holds[dir] = found
		}
	}
	return func(name string) string {
		if i.MayRead(name) {
			return ""
		}
		for end := range len(name) {
			if name[end] == '/' && !holds[name[:end]] {
				return name[:end+1]
			}
		}
		return name
	}
}

// hasModule reports whether a manifest stands in a directory now.
func (p *past) hasModule(i *commands.Installer, dir string) bool {
	at, ok := p.in.Tree.Lookup(dir)
	return ok && slices.ContainsFunc(i.Modules, func(name string) bool {
		_, there := p.in.Tree.Child(at, name)
		return there
	})
}
