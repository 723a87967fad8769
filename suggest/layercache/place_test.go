package layercache

import (
	"testing"

	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// A place is a build context for a test; see package placetest.
type place struct {
	files       []string
	ignore      string
	dockerfiles []string
	heads       map[string]string
}

func (p place) input(t testing.TB) project {
	t.Helper()
	b := predict.Build{
		Tree: placetest.Tree(t, p.files...), Ignore: ignore.Parse(".dockerignore", []byte(p.ignore)),
		Dockerfile: "Dockerfile", InContext: "Dockerfile",
	}
	for _, set := range placetest.Sets(t, p.dockerfiles...) {
		b.Needs = set
	}
	return project{predict.New(b), placetest.Head(p.heads)}
}
