package lint

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the reference page and the corpus anew")

// The page is what the rules say.
func TestPage(t *testing.T) {
	const name = "README.md"
	page := Page()
	if *update {
		if err := os.WriteFile(name, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if is, err := os.ReadFile(name); err != nil || string(is) != page {
		t.Errorf("%s is not what the rules say (%v); go test ./suggest/lint -update", name, err)
	}
}
