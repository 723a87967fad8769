package main_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestLinksInPlaceOfFiles puts a link that leads out, and what is no file, in the place of everything that the program
// looks for by name, and runs commands of all kinds for all builders: they end, show nothing of what is outside, and
// change nothing there.
func TestLinksInPlaceOfFiles(t *testing.T) {
	h := newHostile(t)
	shut := filepath.Join(h.repo, ".dockerignore")
	commands := []string{
		"analyze --format json", "suggest --level review", "suggest --write --yes", "suggest --mode allow --write", "lint --severity error", "lint --unsafe-fixes --yes",
		"check --max-size 1GB", "explain --format json a", "ls --format ndjson",
	}
	builders, n, rounds := []string{"buildkit", "classic", "buildah"}, 0, 2
	if testing.Short() {
		rounds = 1
	}
	for _, name := range []string{
		".dockerignore", "Dockerfile.dockerignore", ".containerignore", "Dockerfile", "Containerfile", ".buildctx.yaml", "compose.yaml", "compose.override.yaml",
		"docker-bake.hcl", ".github/workflows/x.yml", ".gitignore", "package.json", "web/package.json", ".env", ".git/info/exclude", ".git/config", "web",
	} {
		for what, put := range h.places() {
			t.Run(strings.ReplaceAll(name, "/", ".")+"/"+what, func(t *testing.T) {
				path := filepath.Join(h.repo, name)
				restore := aside(t, path)
				defer restore()
				text, _ := os.ReadFile(shut)
				check(t, put(path))
				for i := range rounds {
					if i > 0 && strings.HasPrefix(name, ".git/") {
						break // git is waited for each time
					}
					n++
					h.ends(t, append(strings.Fields(commands[n%len(commands)]), "--builder", builders[n/len(commands)%len(builders)]))
				}
				if name != ".dockerignore" {
					check(t, os.WriteFile(shut, text, 0o644))
				}
			})
		}
	}
}

// places are what is put in the place of a file.
func (h *hostile) places() map[string]func(path string) error {
	link := func(target string) func(string) error {
		return func(path string) error { return os.Symlink(target, path) }
	}
	return map[string]func(path string) error{
		"link":      func(path string) error { return os.Symlink(h.home+"/secret", path) },
		"relative":  func(path string) error { return os.Symlink(up(h.repo, path)+"../home/secret", path) },
		"rules":     link(h.home + "/rules"),
		"directory": link(h.home),
		"kmsg":      link("/proc/kmsg"),
		"environ":   link("/proc/self/environ"),
		"output":    link("/proc/self/fd/1"),
		"zero":      link("/dev/zero"),
		"circle":    func(path string) error { return os.Symlink(filepath.Base(path), path) },
		"fifo":      func(path string) error { return syscall.Mkfifo(path, 0o644) },
		"folder":    func(path string) error { return os.Mkdir(path, 0o755) },
	}
}

// up is the way from a file to the root of the repository.
func up(root, path string) string {
	rel, _ := filepath.Rel(root, path)
	return strings.Repeat("../", strings.Count(rel, "/"))
}

// aside moves a file away, and gives what puts it back.
func aside(t *testing.T, path string) (restore func()) {
	away := filepath.Join(t.TempDir(), "away")
	err := os.Rename(path, away)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return func() {
		check(t, os.RemoveAll(path))
		if err == nil {
			check(t, os.Rename(away, path))
		}
	}
}

// ends runs a command, which has to come to an end.
func (h *hostile) ends(t *testing.T, args []string) {
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, h.program, args...)
	cmd.Dir = h.repo
	cmd.Env = []string{"HOME=" + h.home, "PATH=" + filepath.Dir(h.git), "TMPDIR=" + h.top, "MARK=" + canary}
	out, _ := cmd.CombinedOutput()
	switch status := cmd.ProcessState.ExitCode(); {
	case ctx.Err() != nil:
		t.Errorf("%q does not end", args)
	case status != 0 && status != 1 && status != 3, bytes.Contains(out, []byte("goroutine ")):
		t.Errorf("%q: status %d\n%s", args, status, out)
	case bytes.Contains(out, []byte(canary)):
		t.Errorf("%q shows what is outside:\n%s", args, out)
	}
	if got := h.outside(t); fmt.Sprint(got) != fmt.Sprint(h.want) {
		t.Fatalf("%q changed what is outside: %q", args, got)
	}
}
