package gitstate

import (
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// A place is a build context for a test; see package placetest.
type place struct {
	files  []string
	ignore string
}

// input compares all that the ignore file leaves with git.
func (p place) input(t testing.TB) Input {
	t.Helper()
	rules := ignore.Parse(".dockerignore", []byte(p.ignore)).Matcher(ignore.BuildKit)
	in := Input{Tree: placetest.Tree(t, p.files...)}
	in.Eligible = in.Tree.Replay(buildcontext.Rules{Ignore: rules})
	in.Sent = in.Eligible
	return in
}
