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
	const enough = 40
	if n := eachArchive(t, "../../testdata/lint", func(t *testing.T, e Example, _ string) string { return outcome(t, e) }); n < enough {
		t.Errorf("%d files, want %d", n, enough)
	}
}

// eachArchive compares what a function says of each example of a directory with what the
// archive says below "-- want --", and counts the archives. The function is given the part
// "judged", too.
func eachArchive(t *testing.T, dir string, says func(t *testing.T, e Example, judged string) string) int {
	files, err := filepath.Glob(dir + "/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := make(map[string]string)
			for _, f := range txtar.Parse(text).Files {
				part[f.Name] = string(f.Data)
			}
			e := Example{Ignore: part[".dockerignore"], Files: part["files"]}
			if e.Ignore == "" {
				t.Fatal("there is no ignore file")
			}
			got := says(t, e, part["judged"])
			before, want, _ := strings.Cut(string(text), "-- want --\n")
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("got:\n%s\nwant:\n%s", got, want)
			}
			if got != "" {
				before += "-- want --\n" + got
			}
			if err := os.WriteFile(file, []byte(before), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
	return len(files)
}

// outcome is what is found, and the file after all fixes. None of what was fixed is found
// again.
func outcome(t *testing.T, e Example) string {
	var out strings.Builder
	in := e.input(t)
	index := diag.NewIndex(in.File.Bytes())
	for _, d := range findings(in) {
		at := index.Position(d.Start)
		fmt.Fprintf(&out, "%d:%d: %s: %s [%s]", at.Line, at.Column, d.Severity, d.Message, d.Rule)
		if len(d.Fixes) > 0 {
			fmt.Fprintf(&out, " (%s, %s)", d.Fixes[0].Title, d.Fixes[0].Safety)
		}
		out.WriteByte('\n')
	}
	fixed := e.fixed(t)
	for _, d := range findings(fixed.input(t)) {
		if len(d.Fixes) > 0 {
			t.Errorf("still there after the fixes: %s [%s]", d.Message, d.Rule)
		}
	}
	if fixed.Ignore != e.Ignore {
		fmt.Fprintf(&out, "-- fixed --\n%s", fixed.Ignore)
	}
	return out.String()
}

// fixed is an example after all fixes, the first of what is found first of all.
func (e Example) fixed(t *testing.T) Example {
	t.Helper()
	for range 20 {
		edits := firstFix(findings(e.input(t)))
		if edits == nil {
			break
		}
		text, err := diag.Apply([]byte(e.Ignore), edits)
		if err != nil {
			t.Fatal(err)
		}
		e.Ignore = string(text)
	}
	return e
}

func firstFix(found []diag.Diagnostic) []diag.Edit {
	for _, d := range found {
		if len(d.Fixes) > 0 {
			return d.Fixes[0].Edits
		}
	}
	return nil
}
