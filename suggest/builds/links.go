package builds

import "path"

// Linked finds a symbolic link in the project that leads to an entry, or to a
// directory above it, and that somebody committed; empty if there is none. Who
// commits one wants what it leads to.
func (r *Builds) Linked(i uint32, committed func(path string) bool) string {
	if r.IsNone() {
		return ""
	}
	links := r.linksTo()
	for at := i; at != 0 && len(links) > 0; at = r.tree.Parent(at) {
		if link, ok := links[at]; ok && committed(r.tree.Path(link)) {
			return r.tree.Path(link)
		}
	}
	return ""
}

// linksTo are the links in the directories of scripts, by what they lead to.
func (r *Builds) linksTo() map[uint32]uint32 {
	if r.links != nil {
		return r.links
	}
	r.links = make(map[uint32]uint32)
	for _, i := range r.look().shallow {
		target := r.tree.Target(i)
		if target == "" || path.IsAbs(target) {
			continue
		}
		if at, ok := r.tree.Lookup(path.Join(r.tree.Path(r.tree.Parent(i)), target)); ok && at != 0 {
			r.links[at] = i
		}
	}
	return r.links
}
