package buildcontext

import (
	"path"
	"slices"
	"strings"
)

// A globMatch is an entry that a source names.
type globMatch struct {
	entry  uint32
	name   string // the path by which the source names it
	linked bool   // a link was followed on the way
}

// MaxNamed is how many paths of one source are followed where each matters:
// links that lead to directories with links make ever more of them.
const MaxNamed = 100_000

// glob finds what a pattern names, each entry once. Links are followed inside
// the root, those for which follow is true. It is false where there are more
// than [MaxNamed] paths, if named says that each path to an entry counts.
func (t *Tree) glob(pattern string, follow func(link uint32) bool, named bool) (items []globMatch, all bool) {
	items = []globMatch{{}}
	for component := range strings.SplitSeq(path.Join("/", pattern)[1:], "/") {
		if component == "" {
			continue
		}
		var next []globMatch
		seen := make(map[globMatch]bool)
		for _, at := range items {
			for _, it := range step(t, at, component, follow) {
				if !named {
					it = globMatch{entry: it.entry}
				}
				if !seen[it] {
					seen[it] = true
					next = append(next, it)
				}
			}
			if named && len(next) > MaxNamed {
				return nil, false
			}
		}
		items = next
	}
	return items, true
}

// step goes from a directory to what one component of a pattern names in it.
func step(t *Tree, at globMatch, component string, follow func(uint32) bool) []globMatch {
	var out []globMatch
	for i := at.entry + 1; component == "**" && i < t.End(at.entry); i++ {
		if t.IsDir(i) {
			below := strings.TrimPrefix(t.Path(i), t.Path(at.entry)+"/")
			out = append(out, globMatch{entry: i, name: path.Join(at.name, below), linked: at.linked})
		}
	}
	if component == "**" {
		return append(out, at)
	}
	if !HasWildcard(component) {
		if i, ok := t.Child(at.entry, component); ok {
			return t.resolve(globMatch{entry: i, name: path.Join(at.name, component), linked: at.linked}, follow, maxLinks, new(int))
		}
		return nil
	}
	for i := range t.Children(at.entry) {
		if ok, err := path.Match(component, t.Name(i)); ok && err == nil {
			out = append(out, t.resolve(globMatch{entry: i, name: path.Join(at.name, t.Name(i)), linked: at.linked}, follow, maxLinks, new(int))...)
		}
	}
	return out
}

const (
	// maxLinks is how many links in a row are followed, as Linux does.
	maxLinks = 40
	// maxLinksAll is how many are followed on all the ways to one entry.
	maxLinksAll = 255
)

// resolve follows a link to what it leads to inside the root, and counts all
// that it follows.
func (t *Tree) resolve(at globMatch, follow func(uint32) bool, links int, all *int) []globMatch {
	target, isLink := t.list.Targets[at.entry]
	if !isLink {
		return []globMatch{at}
	}
	if *all++; links == 0 || *all > maxLinksAll || !follow(at.entry) {
		return nil
	}
	if !path.IsAbs(target) {
		target = path.Join("/", path.Dir(t.Path(at.entry)), target)
	}
	here := globMatch{name: at.name, linked: true}
	for name := range strings.SplitSeq(path.Clean(target)[1:], "/") {
		if name == "" {
			continue
		}
		child, ok := t.Child(here.entry, name)
		if !ok {
			return nil
		}
		resolved := t.resolve(globMatch{entry: child, name: at.name, linked: true}, follow, links-1, all)
		if len(resolved) == 0 {
			return nil
		}
		here = resolved[0]
	}
	return []globMatch{here}
}

// Find finds what a source names, links followed inside the root: a path
// below the root, with wildcards as in [path.Match] and "**" for any number
// of directories.
func (t *Tree) Find(source string) []uint32 {
	var out []uint32
	items, _ := t.glob(source, everyLink, false)
	for _, it := range items {
		out = append(out, it.entry)
	}
	return out
}

// Links finds the links that a source names, at its end and on its way there.
func (t *Tree) Links(source string) []uint32 {
	var out []uint32
	for at := path.Join("/", source); at != "/"; at = path.Dir(at) {
		for _, dir := range t.Find(path.Dir(at)) {
			for i := range t.Children(dir) {
				if t.Target(i) == "" {
					continue
				}
				if ok, err := path.Match(path.Base(at), t.Name(i)); ok && err == nil || path.Base(at) == t.Name(i) {
					out = append(out, i)
				}
			}
		}
	}
	return out
}

// Leads returns what a link leads to in the end, inside the root, and of what
// is no link the entry itself.
func (t *Tree) Leads(i uint32) (to uint32, ok bool) {
	found := t.resolve(globMatch{entry: i}, everyLink, maxLinks, new(int))
	if len(found) == 0 {
		return 0, false
	}
	return found[0].entry, true
}

// Named finds what has a name for which is returns true, in path order. The
// function is called by several goroutines at the same time.
func (t *Tree) Named(is func(name string) bool) []uint32 {
	return filter(t, func(i uint32) bool { return is(t.Name(i)) })
}

// Named is like [Tree.Named], for what is sent and what lies in a directory
// that is.
func (v *View) Named(is func(name string) bool) []uint32 {
	t := v.Tree
	return filter(t, func(i uint32) bool { return (v.Sent(i) || v.Sent(t.Parent(i))) && is(t.Name(i)) })
}

// filter returns the entries for which is returns true.
func filter(t *Tree, is func(i uint32) bool) []uint32 {
	parts := make([][]uint32, t.parts())
	t.split(len(parts), func(part int, first, last uint32) {
		for i := first; i < last; i++ {
			if is(i) {
				parts[part] = append(parts[part], i)
			}
		}
	})
	return slices.Concat(parts...)
}

// everyLink follows every link.
func everyLink(uint32) bool { return true }

// Find finds what a source names in what is sent: what it leads to is sent, and
// so is every link on the way. It is what a builder finds that copies from what
// has arrived. One that reads in place follows links that its rules exclude.
func (v *View) Find(source string) []uint32 {
	var out []uint32
	items, _ := v.Tree.glob(source, v.follows(), false)
	for _, it := range items {
		if it.entry == 0 || v.arrives(it.entry) {
			out = append(out, it.entry)
		}
	}
	return out
}

// Leads reports whether a link leads to something that is sent.
func (v *View) Leads(i uint32) bool {
	at := v.Tree.resolve(globMatch{entry: i}, v.follows(), maxLinks, new(int))
	return len(at) > 0 && (at[0].entry == 0 || v.arrives(at[0].entry))
}

// follows tells which links a builder can follow.
func (v *View) follows() func(link uint32) bool {
	if v.Rules.model().inPlace {
		return everyLink
	}
	return v.Sent
}

// arrives reports whether an entry is there at the builder: it is sent, or it
// is a directory that is made for what is sent below it, as unpacking a tar
// does.
func (v *View) arrives(i uint32) bool {
	if v.Sent(i) || v.Rules.model().sendsParents {
		return v.Sent(i)
	}
	for below := i + 1; below < v.Tree.End(i); below++ {
		if v.Sent(below) {
			return true
		}
	}
	return false
}

// Match finds what is sent below a directory and matches a pattern, component
// by component as [path.Match] does. Links are followed on the way to the
// directory, and not below it.
func (v *View) Match(dir, pattern string) []uint32 {
	t := v.Tree
	at := v.Find(dir)
	for component := range strings.SplitSeq(pattern, "/") {
		var next []uint32
		for _, d := range at {
			for i := range t.Children(d) {
				if ok, err := path.Match(component, t.Name(i)); ok && err == nil && v.arrives(i) {
					next = append(next, i)
				}
			}
		}
		at = next
	}
	return at
}
