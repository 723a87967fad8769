package suggest

import "path"

// linked finds a symbolic link in the project that leads to an entry, or to a directory
// above it; empty if none does. Who commits one wants what it leads to.
func (p *Pass) linked() string {
	links := p.runs.linksTo()
	for at := p.Entry; at != 0 && len(links) > 0; at = p.Tree.Parent(at) {
		if link, ok := links[at]; ok && (p.Git == nil || p.Git.Tracked(p.Tree.Path(link))) {
			return p.Tree.Path(link)
		}
	}
	return ""
}

// linksTo are the links in the directories of scripts, by what they lead to.
func (r *runs) linksTo() map[uint32]uint32 {
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
