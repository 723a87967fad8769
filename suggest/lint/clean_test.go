package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/ignore/diag"
)

// TestClean goes through ignore files in the manner of well-known projects and templates,
// in which nobody would look for a mistake. Each archive has a file, the paths that are
// there and, if any, what is found. Where that is a warning or worse, it is judged: a
// sentence says why the maintainer of such a project would agree.
func TestClean(t *testing.T) {
	const enough = 100
	silent := 0
	n := eachArchive(t, "../../testdata/lint/clean", func(t *testing.T, e Example, judged string) string {
		if e.Files == "" {
			t.Fatal("the paths are missing")
		}
		got, worst := found(e.input(t))
		switch {
		case worst < diag.Warning && judged != "":
			t.Error("there is nothing to judge")
		case worst < diag.Warning:
			silent++
		case judged == "":
			t.Errorf("nobody has judged what is found:\n%s", got)
		}
		return got
	})
	if silent < enough {
		t.Errorf("lint keeps silent on %d of %d files, want %d", silent, n, enough)
	}
}

// found is what is found, one finding a line, and the worst severity of all.
func found(in Input) (list string, worst diag.Severity) {
	var out strings.Builder
	index := diag.NewIndex(in.File.Bytes())
	for _, d := range findings(in) {
		at := index.Position(d.Start)
		fmt.Fprintf(&out, "%d:%d: %s: %s [%s]\n", at.Line, at.Column, d.Severity, d.Message, d.Rule)
		worst = max(worst, d.Severity)
	}
	return out.String(), worst
}
