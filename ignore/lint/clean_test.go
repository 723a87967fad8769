package lint

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/buildctx/buildctx/ignore/diag"
)

// TestClean goes through ignore files in the manner of well-known projects and templates,
// in which nobody would look for a mistake. Each archive has a file, the paths that are
// there and, if any, what is found. Where that is a warning or worse, it is judged: a
// sentence says why the maintainer of such a project would agree.
func TestClean(t *testing.T) {
	const enough = 100
	files, err := filepath.Glob("../../testdata/lint/clean/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	silent := 0
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := make(map[string]string)
			for _, f := range archive.Files {
				part[f.Name] = string(f.Data)
			}
			e := Example{Ignore: part[".dockerignore"], Files: part["files"]}
			if e.Ignore == "" || e.Files == "" {
				t.Fatal("an ignore file or the paths are missing")
			}
			got, worst := listed(e.input(t))
			switch judged := part["judged"]; {
			case worst < diag.Warning && judged != "":
				t.Error("there is nothing to judge")
			case worst < diag.Warning:
				silent++
			case judged == "":
				t.Errorf("nobody has judged what is found:\n%s", got)
			}
			if got == part["want"] {
				return
			}
			if !*update {
				t.Fatalf("got:\n%s\nwant:\n%s", got, part["want"])
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			after, _, _ := strings.Cut(string(text), "-- want --\n")
			if got != "" {
				after += "-- want --\n" + got
			}
			if err := os.WriteFile(file, []byte(after), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
	if silent < enough {
		t.Errorf("lint keeps silent on %d of %d files, want %d", silent, len(files), enough)
	}
}

// listed is what is found, one finding a line, and the worst severity of all.
func listed(in Input) (list string, worst diag.Severity) {
	var out strings.Builder
	index := diag.NewIndex(in.File.Bytes())
	for _, d := range Run(in) {
		at := index.Position(d.Start)
		fmt.Fprintf(&out, "%d:%d: %s: %s [%s]\n", at.Line, at.Column, d.Severity, d.Message, d.Rule)
		worst = max(worst, d.Severity)
	}
	return out.String(), worst
}
