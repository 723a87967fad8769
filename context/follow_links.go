package buildcontext

import (
	"path"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/context/scan"
)

// FollowLinks turns the paths that BuildKit asks for into the list of include
// patterns that its client uses: the paths themselves and whatever symbolic
// links on them lead to. It reports whole when the list has no effect because
// one of the paths is the root.
//
// Links are followed on the unfiltered tree, absolute ones and ".." stay
// inside the root, and a link is followed once: a second path through the
// same link is lost, as it is in the client (fsutil followlinks.go,
// FollowLinks; moby/buildkit#3238). A path through a directory that may not be
// read is returned in unreadable; the client fails there.
func (t *Tree) FollowLinks(paths []string) (include []string, whole bool, unreadable []string) {
	f := follower{tree: t, include: make(map[string]bool)}
	for _, p := range paths {
		f.follow(p)
	}
	for p := range f.include {
		include = append(include, p)
	}
	slices.Sort(include)
	include = slices.Compact(withoutChildren(include))
	if slices.Contains(include, ".") {
		return nil, true, f.unreadable
	}
	return include, false, f.unreadable
}

// withoutChildren drops the paths below the path before them, from a sorted
// list (fsutil followlinks.go, dedupePaths).
func withoutChildren(sorted []string) []string {
	out, last := sorted[:0], ""
	for _, p := range sorted {
		if strings.HasPrefix(p, last+"/") {
			continue
		}
		out = append(out, p)
		last = p
	}
	return out
}

type follower struct {
	tree       *Tree
	include    map[string]bool
	unreadable []string
}

// follow goes along p component by component. At a link it notes the link and
// starts again at its target; what it notes otherwise is the whole path.
func (f *follower) follow(p string) {
	rest := path.Join(".", p)
	current := "."
	for {
		var name string
		name, rest, _ = strings.Cut(rest, "/")
		current = path.Join(current, name)
		targets := f.targets(current)
		if (rest == "" || targets != nil) && f.include[current] {
			return
		}
		if targets != nil {
			f.include[current] = true
			for _, target := range targets {
				f.follow(path.Join(target, rest))
			}
			return
		}
		if rest == "" {
			f.include[current] = true
			return
		}
	}
}

// targets are where the links that p names lead, as absolute paths; nil when
// p names none. Wildcards in the last component are matched as
// [path.Match] does, against the names in a directory that is taken
// literally.
func (f *follower) targets(p string) []string {
	t := f.tree
	dir, base := path.Split(p)
	if !HasWildcard(base) {
		i, ok := f.lookup(p)
		if !ok || i == 0 {
			return nil
		}
		return linkTarget(t, i, dir)
	}
	i, ok := f.lookup(strings.TrimSuffix(dir, "/"))
	if !ok || !t.IsDir(i) {
		return nil
	}
	var out []string
	for c := range t.Children(i) {
		if ok, err := path.Match(base, t.Name(c)); ok && err == nil {
			out = append(out, linkTarget(t, c, dir)...)
		}
	}
	return out
}

func linkTarget(t *Tree, i uint32, dir string) []string {
	target, ok := t.list.Targets[i]
	if !ok {
		return nil
	}
	target = path.Clean(target)
	if !path.IsAbs(target) {
		target = path.Join("/", dir, target)
	}
	return []string{target}
}

// lookup finds an entry and records the unreadable directory in which it would
// have to lie. The search permission of a directory counts, not the right to
// list it, so a directory that was listed hides nothing.
func (f *follower) lookup(p string) (uint32, bool) {
	t, at := f.tree, uint32(0)
	if p == "" || p == "." {
		return 0, true
	}
	for name := range strings.SplitSeq(p, "/") {
		if problem, bad := t.Problem(at); bad && (problem.Kind == scan.Unreadable || problem.Kind == scan.NoStatus) {
			if !slices.Contains(f.unreadable, problem.Path) {
				f.unreadable = append(f.unreadable, problem.Path)
			}
			return 0, false
		}
		child, ok := t.Child(at, name)
		if !ok {
			return 0, false
		}
		at = child
	}
	return at, true
}

// HasWildcard reports whether a path of COPY has a wildcard that is not
// escaped (fsutil followlinks_unix.go, containsWildcards).
func HasWildcard(name string) bool {
	for i := 0; i < len(name); i++ {
		switch name[i] {
		case '\\':
			i++
		case '*', '?', '[':
			return true
		}
	}
	return false
}
