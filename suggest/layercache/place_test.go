package layercache

import (
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// A place is a build context for a test; see package placetest.
type place struct {
	files       []string
	ignore      string
	dockerfiles []string
	heads       map[string]string
}

func (p place) rules() *ignore.Matcher {
	return ignore.Parse(".dockerignore", []byte(p.ignore)).Matcher(ignore.BuildKit)
}

func (p place) input(t testing.TB) project {
	t.Helper()
	in := project{builds.Input{Tree: placetest.Tree(t, p.files...), Head: placetest.Head(p.heads)}}
	in.Eligible = in.Tree.Replay(buildcontext.Rules{Ignore: p.rules()})
	for k, set := range placetest.Sets(t, p.dockerfiles...) {
		in.Needs = append(in.Needs, builds.Need{Dockerfile: placetest.Name(k), Set: set})
	}
	return in
}
