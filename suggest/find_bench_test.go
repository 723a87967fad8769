package suggest

import (
	"testing"

	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// million is a context of a million files, none of which is below anything
// that its name gives away.
func million() place {
	return place{files: placetest.Million(), tracked: []string{"src"}}
}

func BenchmarkFind(b *testing.B) {
	in := million().input(b)
	for b.Loop() {
		Find(in)
	}
}

func BenchmarkClassify(b *testing.B) {
	in := million().input(b)
	for b.Loop() {
		for i := range uint32(in.Tree.Len()) {
			Classify(in.Tree, i)
		}
	}
}
