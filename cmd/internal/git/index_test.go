package git

import (
	"os/exec"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestIndex(t *testing.T) {
	dir := newRepository(t)
	for _, args := range [][]string{{"update-index", "--skip-worktree", "main.go"}, {"update-index", "--assume-unchanged", "web/index.html"}} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	facts, err := Ask(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	paths, modules, unchecked := facts.Index()
	if diff := cmp.Diff([][]string{{".gitignore", "main.go", "odd\nname", "web/index.html"}, nil, {"main.go", "web/index.html"}}, [][]string{paths, modules, unchecked}); diff != "" {
		t.Errorf("index (-want +got):\n%s", diff)
	}
	if _, err := facts.Check([]string{"web/a.log/../../.."}); err == nil {
		t.Error("git answers about what lies outside of the repository")
	}
}
