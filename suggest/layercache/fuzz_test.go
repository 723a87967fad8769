package layercache

import (
	"slices"
	"testing"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// Whatever files and instructions say: the counts agree with each other, and
// what is copied too early is copied before the one RUN there is.
func FuzzSteps(f *testing.F) {
	placetest.AddTexts(f)
	f.Fuzz(func(t *testing.T, text []byte, run string, which uint8) {
		dockerfile := placetest.TwoStages(run)
		set, err := needs.Analyze([]byte(dockerfile), needs.Options{AllStages: true})
		if err != nil || len(set.Problems) > 0 {
			return
		}
		in := place{files: placetest.Sources(), heads: placetest.Texts(text, which), dockerfiles: []string{dockerfile}}.input(t)
		m := ignore.Parse("f", nil).Matcher(ignore.BuildKit)
		c := Changes{Proposed: m, Commits: slices.Repeat([][]string{{"app.py"}, {"data/x.csv"}}, 6)}
		for _, s := range Steps(in.Prediction, in.head, c) {
			if s.Proposed < s.Now || s.Needed > s.Now || s.Now > len(c.Commits) || s.Line < 1 {
				t.Fatalf("%+v", s)
			}
		}
		for _, e := range EarlyCopies(in.Prediction, in.head) {
			if e.Line != 4 || len(e.Manifests) == 0 {
				t.Fatalf("%+v", e)
			}
		}
	})
}
