package lint

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
)

// TestFamiliarLinesStay holds that lint and suggest have one idea of a line that
// matches nothing and is right all the same, in the ignore files of all test
// beds: what lint lets pass, "suggest --tidy --level review" does not take for a
// line that does nothing, unless another line says it.
func TestFamiliarLinesStay(t *testing.T) {
	files, removed := 0, 0
	for _, dir := range []string{"lint", "lint/clean", "project"} {
		names, err := filepath.Glob("../../testdata/" + dir + "/*.txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			e := archived(t, name)
			if e.Ignore == "" {
				continue
			}
			files++
			in := e.input(t)
			at := linesFound(in)
			for _, line := range tidied(in) {
				removed++
				if !at[line.Line] && !strings.HasPrefix(line.Pattern, "!") {
					t.Errorf("%s:%d: lint lets %s pass, and suggest removes it: it %s", filepath.Base(name), line.Line, line.Pattern, line.Why)
				}
			}
		}
	}
	if files < 200 || removed < 50 {
		t.Errorf("only %d files, and %d lines that match nothing in them", files, removed)
	}
}

// archived is the ignore file of an archive and the paths that are there: those
// that it lists, or those of its files.
func archived(t *testing.T, name string) (e Example) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		switch {
		case f.Name == ".dockerignore":
			e.Ignore = string(f.Data)
		case f.Name == "files":
			e.Files = string(f.Data)
		case !strings.ContainsAny(f.Name, " =*@"):
			e.Files += " " + f.Name
		}
	}
	return e
}

// linesFound are the lines of the ignore file in which something is found.
func linesFound(in Input) map[int]bool {
	lines := make(map[int]bool)
	index := diag.NewIndex(in.File.Bytes())
	for _, d := range findings(in) {
		lines[index.Position(d.Start).Line] = true
	}
	return lines
}

// tidied are the lines that are removed because they match nothing.
func tidied(in Input) (out []suggest.Suggestion) {
	p := suggest.Plan(suggest.NewCase(predict.New(predict.Build{Tree: in.Eligible.Tree, Ignore: in.File}), nil, nil), nil, suggest.Options{Level: diag.Review, Tidy: true})
	for _, line := range p.Removed {
		if line.Safety == diag.Review {
			out = append(out, line)
		}
	}
	return out
}
