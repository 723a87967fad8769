package analysis

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
)

func runGit(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir, "-c", "user.name=A", "-c", "user.email=a@example.com"}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %q: %v\n%s", args, err, out)
	}
	return string(out)
}

// What is foreseen of versions is what git says in a copy of what is sent.
func TestDirtyIsWhatGitSays(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	dir := newProject(t, map[string]any{
		"Dockerfile": "FROM scratch\nCOPY . /\n", "a/b": 1, "a-b": 2, "a.go": 3, "docs/x": 4, "docs/y/z": 5, "out/new": 6, ".gitignore": "out\n",
	})
	runGit(t, dir, "init", "-q")
	runGit(t, dir, "add", ".")
	runGit(t, dir, "commit", "-q", "-m", "x")
	runGit(t, dir, "update-index", "--skip-worktree", "a-b")
	rules := []string{"a", "a-b", "docs/y", "*.go", "out", ".gitignore", ".git/index", ".git/objects", ".git/refs", ".git/hooks", "docs/x", "!docs/x", "zzz"}
	r := rand.New(rand.NewPCG(3, 4))
	seen := make(map[string]bool)
	for range 25 {
		var lines []string
		for range 1 + r.IntN(2) {
			lines = append(lines, rules[r.IntN(len(rules))])
		}
		file := filepath.Join(t.TempDir(), "rules")
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
		result := run(t, Request{Dir: dir, IgnoreFile: file, Depth: Proposed})
		want := describeIn(t, result)
		got := "unknown"
		if d := result.GitState.Dirty; d != nil {
			got = map[bool]string{true: "dirty", false: "clean"}[*d]
		}
		if got != want {
			t.Errorf("%q: %s (%s), want %s", lines, got, result.GitState.Why, want)
		}
		seen[want] = true
	}
	if len(seen) != 3 {
		t.Errorf("only %v came up", seen)
	}
}

// describeIn copies what is sent and asks git there.
func describeIn(t *testing.T, r *Result) string {
	t.Helper()
	to := t.TempDir()
	for e := range r.Sent.Entries() {
		path := filepath.Join(to, r.Tree.Path(e.Index))
		var err error
		if e.Kind == buildcontext.Dir {
			err = os.MkdirAll(path, 0o755)
		} else {
			var content []byte
			if content, err = os.ReadFile(filepath.Join(r.Tree.Root(), r.Tree.Path(e.Index))); err == nil {
				err = os.WriteFile(path, content, r.Tree.Mode(e.Index).Perm())
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("git", "-C", to, "describe", "--always", "--dirty")
	cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(to))
	out, err := cmd.Output()
	switch {
	case err != nil:
		return "unknown"
	case strings.HasSuffix(strings.TrimSpace(string(out)), "-dirty"):
		return "dirty"
	}
	return "clean"
}

// The classic client sends the Dockerfile and the ignore file in any case, and
// the daemon throws away what the rules name: git in the build misses it. A
// mount of Buildah has everything, whatever the rules say.
func TestDirtyByBuilder(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	dir := newProject(t, map[string]any{
		"Dockerfile": "FROM scratch\nCOPY . /\nRUN --mount=target=/x git describe\n", ".dockerignore": "Dockerfile\n.dockerignore\n", "a": 1,
	})
	runGit(t, dir, "init", "-q")
	runGit(t, dir, "add", ".")
	runGit(t, dir, "commit", "-q", "-m", "x")
	for _, b := range ignore.Builders() {
		s := run(t, Request{Dir: dir, Builder: b, Depth: Proposed}).GitState
		dirty := s.Dirty != nil && *s.Dirty
		if s.Excluded.Files != 2 || dirty != (b != ignore.Buildah) || s.Dirty == nil != (b == ignore.Buildah) {
			t.Errorf("%v: %d files excluded, %s", b, s.Excluded.Files, s.Why)
		}
	}
}
