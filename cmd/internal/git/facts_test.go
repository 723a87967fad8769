package git

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func newRepository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{
		".gitignore": "*.log\n/dist/\n", "main.go": "", "web/index.html": "", "web/a.log": "", "dist/x": "", "odd\nname": "", "new.txt": "",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", ".gitignore", "main.go", "web", "odd\nname"}} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	return dir
}

func TestFacts(t *testing.T) {
	facts, err := Ask(t.Context(), newRepository(t))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		"main.go": true, "web": true, "web/index.html": true, "odd\nname": true,
		"web/a.log": false, "dist": false, "new.txt": false, "we": false, "nowhere": false,
	} {
		if got := facts.Tracked(path); got != want {
			t.Errorf("Tracked(%q) = %v", path, got)
		}
	}
	got := facts.Ignored([]string{"main.go", "web/a.log", "dist", "new.txt", "web"})
	if diff := cmp.Diff(map[string]bool{"web/a.log": true, "dist": true}, got); diff != "" {
		t.Errorf("ignored (-want +got):\n%s", diff)
	}
}

// A build context may be a part of a repository; paths are relative to it.
func TestBelowTheRoot(t *testing.T) {
	facts, err := Ask(t.Context(), filepath.Join(newRepository(t), "web"))
	if err != nil {
		t.Fatal(err)
	}
	if !facts.Tracked("index.html") || facts.Tracked("main.go") {
		t.Error("paths are not relative to the directory asked about")
	}
	if !facts.Ignored([]string{"a.log"})["a.log"] {
		t.Error("a.log is not ignored")
	}
}

// Everything in a submodule counts as tracked, and does not keep git from
// answering about the rest.
func TestSubmodule(t *testing.T) {
	dir := newRepository(t)
	for _, args := range [][]string{
		{"-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "x"},
		{"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", dir, "sub"},
	} {
		if out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	facts, err := Ask(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if !facts.Tracked("sub/main.go") || !facts.Tracked("sub") || facts.Tracked("subway") {
		t.Error("the submodule is not tracked, or something else is")
	}
	if got := facts.Ignored([]string{"sub/web/a.log", "dist"}); !got["dist"] || got["sub/web/a.log"] {
		t.Errorf("ignored %v", got)
	}
}

// A repository that git will not answer about is not the same as none.
func TestGitFails(t *testing.T) {
	dir := newRepository(t)
	t.Setenv("PATH", t.TempDir())
	if _, err := Ask(t.Context(), dir); err == nil || errors.Is(err, ErrNone) {
		t.Errorf("error %v", err)
	}
}

// Nor is one that git takes for none: its files may not be readable, or lie
// where a container does not have them.
func TestBrokenRepository(t *testing.T) {
	for name, text := range map[string]string{"elsewhere": "gitdir: /nowhere/.git/worktrees/x\n", "empty": ""} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, ".git"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Ask(t.Context(), dir); err == nil || errors.Is(err, ErrNone) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// The environment of a git hook does not lead elsewhere.
func TestEnvironment(t *testing.T) {
	dir := newRepository(t)
	t.Setenv("GIT_DIR", t.TempDir())
	if facts, err := Ask(t.Context(), dir); err != nil || !facts.Tracked("main.go") {
		t.Errorf("error %v", err)
	}
}

func TestNoRepository(t *testing.T) {
	if _, err := Ask(t.Context(), t.TempDir()); !errors.Is(err, ErrNone) {
		t.Errorf("error %v, want %v", err, ErrNone)
	}
}
