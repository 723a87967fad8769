package builds

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/commands"
)

// workdirs are the directories of the build context that lie where a RUN
// works, in a directory of the image; none where that is not known, or is the
// root.
func (s *stage) workdirs(t *buildcontext.Tree, dir string) []uint32 {
	var out []uint32
	for at := s; at != nil && dir != ""; at = at.parent {
		for k := range at.takes {
			for _, i := range at.takes[k].under(t, dir) {
				if i == 0 {
					return nil
				}
				out = append(out, i)
			}
		}
	}
	return out
}

// outside reports whether a RUN of the stage goes to a directory of the image,
// told by its whole path, where nothing of the build context lies.
func (s *stage) outside(t *buildcontext.Tree, text, dir string) bool {
	return slices.ContainsFunc(commands.Directories(text), func(word string) bool {
		return path.IsAbs(word) && !s.holds(t, path.Clean(word), dir)
	})
}

// holds reports whether something of the build context may lie at a directory
// of the image, or it lies where instructions work.
func (s *stage) holds(t *buildcontext.Tree, where, dir string) bool {
	if dir == "" || commands.Overlap(dir, where) && dir != "/" {
		return true
	}
	for at := s; at != nil; at = at.parent {
		for k := range at.takes {
			take := &at.takes[k]
			if take.dest == "" || take.dest != "/" && commands.Overlap(take.dest, where) || len(take.under(t, where)) > 0 {
				return true
			}
		}
	}
	return false
}

// under are the directories of the build context that a take puts at a
// directory of the image.
func (k *take) under(t *buildcontext.Tree, dir string) []uint32 {
	rest, below := strings.CutPrefix(dir+"/", strings.TrimSuffix(k.dest, "/")+"/")
	switch {
	case k.dest == "" || !below:
		return nil
	case k.exact:
		if i, ok := t.Lookup(strings.TrimSuffix(rest, "/")); ok && t.IsDir(i) {
			return []uint32{i}
		}
		return nil
	}
	var out []uint32
	for i := range k.entries {
		if !t.IsDir(i) {
			i = t.Parent(i)
		}
		if at, ok := t.Lookup(path.Join(t.Path(i), rest)); ok && t.IsDir(at) {
			out = append(out, at)
		}
	}
	return out
}

// away reports whether a tool works outside of the build context, or in
// directories of it by the WORKDIR of a RUN of which none holds the entry. What
// is fetched is fetched for the workspace around.
func (r *Builds) away(tool string, line runLine, i uint32, fetches bool) bool {
	known := catalog.Tools()[tool]
	switch {
	case known == nil || !known.InPlace:
		return false
	case len(line.dirs) == 0 || line.outside:
		return line.outside
	}
	return !slices.ContainsFunc(line.dirs, func(dir uint32) bool {
		if fetches {
			dir = r.lockedAt(dir)
		}
		return dir <= i && i < r.tree.End(dir)
	})
}

// lockedAt is [locked], looked for once: every RUN that works there asks for
// every entry.
func (r *Builds) lockedAt(dir uint32) uint32 {
	at, known := r.locked[dir]
	if !known {
		if r.locked == nil {
			r.locked = make(map[uint32]uint32)
		}
		at = locked(r.tree, dir)
		r.locked[dir] = at
	}
	return at
}

// locked is the directory, or the nearest one above, that has a lock; the
// directory itself if there is none.
func locked(t *buildcontext.Tree, dir uint32) uint32 {
	for at := dir; ; at = t.Parent(at) {
		if catalog.HasLock(t, at) {
			return at
		}
		if at == 0 {
			return dir
		}
	}
}
