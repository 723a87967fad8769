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

// TestCorpus goes through ignore files as people write them. Each archive has a file, the
// paths that are there, what is found, and the file after all fixes if there are any.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("../../testdata/lint/*.txtar")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
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
			want := part["want"]
			if fixed := part["fixed"]; fixed != "" {
				want += "-- fixed --\n" + fixed
			}
			got := outcome(t, e)
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("got:\n%s\nwant:\n%s", got, want)
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			before, _, _ := strings.Cut(string(text), "-- want --\n")
			if err := os.WriteFile(file, []byte(before+"-- want --\n"+got), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// outcome is what is found, and the file after all fixes. None of what was fixed is found
// again.
func outcome(t *testing.T, e Example) string {
	var out strings.Builder
	in := e.input(t)
	index := diag.NewIndex(in.File.Bytes())
	for _, d := range Run(in) {
		at := index.Position(d.Start)
		fmt.Fprintf(&out, "%d:%d: %s: %s [%s]", at.Line, at.Column, d.Severity, d.Message, d.Rule)
		if len(d.Fixes) > 0 {
			fmt.Fprintf(&out, " (%s, %s)", d.Fixes[0].Title, d.Fixes[0].Safety)
		}
		out.WriteByte('\n')
	}
	fixed := e
	for range 20 {
		edits := firstFix(Run(fixed.input(t)))
		if edits == nil {
			break
		}
		text, err := diag.Apply([]byte(fixed.Ignore), edits)
		if err != nil {
			t.Fatal(err)
		}
		fixed.Ignore = string(text)
	}
	for _, d := range Run(fixed.input(t)) {
		if len(d.Fixes) > 0 {
			t.Errorf("still there after the fixes: %s [%s]", d.Message, d.Rule)
		}
	}
	if fixed.Ignore != e.Ignore {
		fmt.Fprintf(&out, "-- fixed --\n%s", fixed.Ignore)
	}
	return out.String()
}

func firstFix(found []diag.Diagnostic) []diag.Edit {
	for _, d := range found {
		if len(d.Fixes) > 0 {
			return d.Fixes[0].Edits
		}
	}
	return nil
}
