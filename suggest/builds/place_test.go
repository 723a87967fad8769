package builds

import (
	"testing"

	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// A place is a build context for a test; see package placetest.
type place struct {
	files       []string
	dockerfiles []string
	heads       map[string]string
}

func (p place) input(t testing.TB) Input {
	t.Helper()
	in := Input{Tree: placetest.Tree(t, p.files...), Head: placetest.Head(p.heads)}
	for k, set := range placetest.Sets(t, p.dockerfiles...) {
		in.Needs = append(in.Needs, Need{Dockerfile: placetest.Name(k), Set: set})
	}
	return in
}
