package analysis

import (
	"cmp"
	"os"
	"path"
	"path/filepath"

	"github.com/buildctx/buildctx/cmd/internal/git"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
	"github.com/buildctx/buildctx/suggest/lint"
)

// maxNearby is for how many paths of a Dockerfile it is looked for what may be
// meant.
const maxNearby = 1000

// nearby finds what may be meant by a path that is not there.
func (l *linter) nearby(t *buildcontext.Tree, name string) lint.Nearby {
	near, known := l.nears[name]
	if known || len(l.nears) == maxNearby {
		return near
	}
	near.Path = catalog.Near(t, name)
	if dir := path.Dir(l.InContext); near.Path == "" && dir != "." {
		if _, near.Beside = t.Lookup(path.Join(dir, name)); near.Beside {
			near.Path = path.Join(dir, name)
		}
	}
	if near.Path == "" {
		near.Above = l.above(name)
	}
	l.nears[name] = near
	return near
}

// above is a directory above the build context that has a path; empty for none
// near. Nobody is told of what lies outside of the repository.
func (l *linter) above(name string) string {
	const most = 4
	dir := l.shownDir()
	root, top := l.Tree.Root(), git.Root(l.Tree.Root())
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
func (l *linter) shownDir() string { return cmp.Or(l.Dir, ".") }
