package predict

import (
	"errors"
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

// A Followed is what came up when paths were turned into the patterns by which
// BuildKit's client includes.
type Followed struct {
	// Unreadable are directories that would have to be searched and may not be.
	Unreadable []string
	// Err is why the client refuses the patterns.
	Err error
}

// Follow replays what BuildKit's client sends when it is asked for some paths,
// nil for everything.
func Follow(tree *buildcontext.Tree, rules buildcontext.Rules, paths []string) (view *buildcontext.View, f Followed) {
	if paths != nil {
		var include []string
		var whole bool
		if include, whole, f.Unreadable = tree.FollowLinks(paths); !whole {
			if rules.Include, f.Err = ignore.CompileInclude(include); f.Err != nil {
				f.Err = fmt.Errorf("invalid includepatterns: %s: %w", include, f.Err)
			}
		}
		if !ignore.Sendable(paths) {
			f.Err = errors.New(`header key "followpaths" contains value with non-printable ASCII characters`)
		}
	}
	return tree.Replay(rules), f
}
