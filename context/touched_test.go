package buildcontext_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/ignore"
)

func TestTouched(t *testing.T) {
	tree := tree("a.log", "web/b.log", "web/node_modules/x.js")
	for _, b := range []ignore.Builder{ignore.BuildKit, ignore.Classic} {
		m, err := ignore.Compile(b, []string{"web", "web/node_modules", "**/x.js", "!a.log", "nowhere", "*.txt", "!web/*"})
		if err != nil {
			t.Fatal(err)
		}
		// Rules count that never decide, even where the builder does not go.
		if diff := cmp.Diff([]bool{true, true, true, true, false, false, true}, tree.Touched(m)); diff != "" {
			t.Errorf("%v: touched (-want +got):\n%s", b, diff)
		}
	}
}
