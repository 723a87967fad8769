package main_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestReadme holds what the README shows to what the story expects of the
// program.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for story, parts := range map[string][]string{"story": {"want-report", "want-suggest"}, "lint-story": {"want-lint"}} {
		archive, err := txtar.ParseFile("../../testdata/script/" + story + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range parts {
			n := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == part })
			if n < 0 || !strings.Contains(string(readme), "\n"+string(archive.Files[n].Data)+"```\n") {
				t.Errorf("README.md does not show %s of %s.txtar as it is", part, story)
			}
		}
	}
	if !strings.Contains(string(readme), "make test") {
		t.Error("README.md does not name the test command")
	}
}
