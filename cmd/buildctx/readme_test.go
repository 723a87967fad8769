package main_test

import (
	"os"
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
	story, err := txtar.ParseFile("../../testdata/script/story.txtar")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, f := range story.Files {
		if f.Name != "want-report" && f.Name != "want-suggest" {
			continue
		}
		shown++
		if !strings.Contains(string(readme), "\n"+string(f.Data)+"```\n") {
			t.Errorf("README.md does not show %s of story.txtar as it is:\n%s", f.Name, f.Data)
		}
	}
	if shown != 2 {
		t.Errorf("%d outputs are shown, want 2", shown)
	}
	if !strings.Contains(string(readme), "make test") {
		t.Error("README.md does not name the test command")
	}
}
