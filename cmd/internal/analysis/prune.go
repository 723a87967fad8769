package analysis

import (
	"io/fs"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// A pruner keeps the reader out of directories that the builder does not
// enter, and has it leave out files that the builder does not send. Links are
// another matter: what is asked for may lead through one that is excluded; and
// so are files at which the builder fails.
type pruner struct{ rules *ignore.Matcher }

// Root is the state of the walk at the root.
func (p pruner) Root() any {
	inside := p.rules.Inside(p.rules.Root())
	return &inside
}

// Enter follows the builder's own walk.
func (p pruner) Enter(parent any, name string, mode fs.FileMode) (any, bool) {
	in := parent.(*ignore.Inside)
	switch {
	case mode.IsDir():
		state, verdict := p.rules.Enter(in.Dir, name)
		inside := p.rules.Inside(state)
		return &inside, verdict.Matched && !p.rules.Descends(state)
	case mode.IsRegular():
		verdict, _ := in.Verdict(name)
		return nil, verdict.Matched && verdict.Bad == nil
	}
	return nil, false
}

// An attributes keeps the reader from asking for attributes in directories that
// are excluded.
type attributes struct{ rules *ignore.Matcher }

// Root is the state of the walk at the root.
func (a attributes) Root() any { return a.rules.Root() }

// Enter follows the builder's own walk.
func (a attributes) Enter(parent any, name string, _ fs.FileMode) (any, bool) {
	state, verdict := a.rules.Enter(parent.(ignore.State), name)
	return state, verdict.Matched
}

// only keeps the reader to some paths, with all that lies below them.
type only []string

// Root is the path of the root with a slash behind it, if it had one.
func (only) Root() any { return "" }

// Enter compares a path with those wanted.
func (o only) Enter(parent any, name string, mode fs.FileMode) (any, bool) {
	path := parent.(string) + name
	for _, want := range o {
		if path == want || strings.HasPrefix(path, want+"/") || mode.IsDir() && strings.HasPrefix(want, path+"/") {
			return path + "/", false
		}
	}
	return nil, true
}
