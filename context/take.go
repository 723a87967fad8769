package buildcontext

import (
	"path"
	"strings"

	"github.com/buildctx/buildctx/context/scan"
)

// Nothing is the View of a build that asks for nothing: the builder's client
// does not even look at the directory.
func (t *Tree) Nothing(rules Rules) *View {
	return &View{Tree: t, Rules: rules, flags: make([]flag, t.Len())}
}

// Take is the View of a builder that reads the directory in place, as Buildah
// does: what the sources of its COPY and ADD lines name, and what the ignore
// rules leave of that. Sources are paths below the root with wildcards; "**"
// stands for any number of directories. A source leads through links inside
// the root, and what it names through one is taken whatever the rules say of
// the link's target.
func (t *Tree) Take(rules Rules, sources []string) *View {
	eligible := t.Replay(rules)
	v := t.Nothing(rules)
	v.Visited, v.Usage, v.Failures = eligible.Visited, eligible.Usage, eligible.Failures
	seen := make(map[scan.FileID]bool)
	for _, source := range sources {
		for _, item := range t.glob(source) {
			for i := item.entry; i < t.End(item.entry); i++ {
				v.flags[i] |= eligible.flags[i] &^ sent
				if i != 0 && v.flags[i]&sent == 0 && (eligible.Sent(i) || item.linked && i == item.entry) {
					v.take(i, seen)
				}
			}
		}
	}
	return v
}

func (v *View) take(i uint32, seen map[scan.FileID]bool) {
	t := v.Tree
	v.flags[i] |= sent
	if t.IsDir(i) {
		v.Totals.Dirs++
		return
	}
	v.Totals.Files++
	if t.Mode(i).IsRegular() && t.firstName(i, seen) {
		v.Totals.Bytes += t.Size(i)
	}
}

// An item is what a source names.
type item struct {
	entry  uint32
	linked bool // a link was followed on the way
}

// glob finds what a pattern names, links followed.
func (t *Tree) glob(pattern string) []item {
	items := []item{{}}
	for component := range strings.SplitSeq(path.Join("/", pattern)[1:], "/") {
		if component == "" {
			continue
		}
		var next []item
		for _, at := range items {
			next = append(next, t.step(at, component)...)
		}
		items = next
	}
	return items
}

// step goes from a directory to what one component of a pattern names in it.
func (t *Tree) step(at item, component string) []item {
	var out []item
	for i := at.entry + 1; component == "**" && i < t.End(at.entry); i++ {
		if t.IsDir(i) {
			out = append(out, item{entry: i, linked: at.linked})
		}
	}
	if component == "**" {
		return append(out, at)
	}
	if !HasWildcard(component) {
		if i, ok := t.Child(at.entry, component); ok {
			return t.resolve(item{entry: i, linked: at.linked}, maxLinks)
		}
		return nil
	}
	for i := range t.Children(at.entry) {
		if ok, err := path.Match(component, t.Name(i)); ok && err == nil {
			out = append(out, t.resolve(item{entry: i, linked: at.linked}, maxLinks)...)
		}
	}
	return out
}

// maxLinks is how many links in a row are followed, as Linux does.
const maxLinks = 40

// resolve follows a link to what it leads to inside the root.
func (t *Tree) resolve(at item, links int) []item {
	target, isLink := t.list.Targets[at.entry]
	if !isLink {
		return []item{at}
	}
	if links == 0 {
		return nil
	}
	if !path.IsAbs(target) {
		target = path.Join("/", path.Dir(t.Path(at.entry)), target)
	}
	here := item{linked: true}
	for name := range strings.SplitSeq(path.Clean(target)[1:], "/") {
		if name == "" {
			continue
		}
		child, ok := t.Child(here.entry, name)
		if !ok {
			return nil
		}
		resolved := t.resolve(item{entry: child, linked: true}, links-1)
		if len(resolved) == 0 {
			return nil
		}
		here = resolved[0]
	}
	return []item{here}
}

// Find finds what a source names, links followed inside the root: a path
// below the root, with wildcards as in [path.Match] and "**" for any number
// of directories.
func (t *Tree) Find(source string) []uint32 {
	var out []uint32
	for _, it := range t.glob(source) {
		out = append(out, it.entry)
	}
	return out
}
