//go:build unix

package git

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Of a repository elsewhere nothing is told, however .git leads to it, and
// whatever in it does.
func TestForeignRepository(t *testing.T) {
	victim := newRepository(t)
	run(t, "git", "-C", victim, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "private")
	git := filepath.Join(victim, ".git")
	write := func(path, text string) error {
		return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644))
	}
	replace := func(path, target string) error {
		return errors.Join(os.RemoveAll(path), os.Symlink(target, path))
	}
	commit, err := exec.Command("git", "-C", victim, "rev-parse", "HEAD").Output()
	must(t, err)
	own := func(dir string) error { return exec.Command("git", "init", "-q", dir).Run() }
	for name, make := range map[string]func(dir string) error{
		"a link":                  func(dir string) error { return os.Symlink(git, filepath.Join(dir, ".git")) },
		"a path in a file":        func(dir string) error { return write(filepath.Join(dir, ".git"), "gitdir: "+git) },
		"a path that ends at NUL": func(dir string) error { return write(filepath.Join(dir, ".git"), "gitdir: "+git+"\x00x") },
		"a path and many newlines": func(dir string) error {
			return write(filepath.Join(dir, ".git"), "gitdir: "+git+strings.Repeat("\n", 9000))
		},
		"a link and dots": func(dir string) error {
			return errors.Join(os.Symlink(filepath.Join(git, "refs"), filepath.Join(dir, "link")), write(filepath.Join(dir, ".git"), "gitdir: link/.."))
		},
		"what is shared": func(dir string) error {
			return errors.Join(own(dir), os.RemoveAll(filepath.Join(dir, ".git", "objects")), os.RemoveAll(filepath.Join(dir, ".git", "refs")),
				write(filepath.Join(dir, ".git", "commondir"), git+strings.Repeat("\n", 9000)))
		},
		"refs": func(dir string) error {
			return errors.Join(own(dir), replace(filepath.Join(dir, ".git", "refs", "heads"), filepath.Join(git, "refs", "heads")),
				write(filepath.Join(dir, ".git", "objects", "info", "alternates"), filepath.Join(git, "objects")))
		},
		"objects": func(dir string) error {
			return errors.Join(own(dir), replace(filepath.Join(dir, ".git", "objects", string(commit[:2])), filepath.Join(git, "objects", string(commit[:2]))),
				write(filepath.Join(dir, ".git", "HEAD"), string(commit)))
		},
		"an index": func(dir string) error {
			return errors.Join(own(dir), replace(filepath.Join(dir, ".git", "index"), filepath.Join(git, "index")))
		},
		"patterns": func(dir string) error {
			return errors.Join(own(dir), replace(filepath.Join(dir, ".git", "info", "exclude"), "/etc/passwd"))
		},
		"settings of a tree": func(dir string) error {
			return errors.Join(own(dir), os.Symlink("/etc/passwd", filepath.Join(dir, ".git", "config.worktree")))
		},
		"another working tree": func(dir string) error { return errors.Join(own(dir), config(dir, "core.worktree", victim)) },
		"a colon in the name": func(dir string) error {
			return errors.Join(write(filepath.Join(dir, "co:lon", ".git"), "gitdir: "+git), os.MkdirAll(filepath.Join(dir, "co:lon", "sub", ".git"), 0o755))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, err := filepath.EvalSymlinks(t.TempDir())
			must(t, err)
			must(t, make(dir))
			if sub := filepath.Join(dir, "co:lon", "sub"); exists(sub) {
				dir = sub
			}
			if f, err := Ask(t.Context(), dir); err == nil {
				t.Errorf("tracked: %q", f.tracked)
			}
			if h, err := Log(t.Context(), dir); err == nil {
				t.Errorf("history: %q", h.Commits)
			}
		})
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// A working tree, a submodule, and a repository that names its tree lie
// elsewhere, and are answered about.
func TestRepositoryElsewhere(t *testing.T) {
	dir := newRepository(t)
	run(t, "git", "-C", dir, "-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "start")
	tree := filepath.Join(t.TempDir(), "tree")
	run(t, "git", "-C", dir, "worktree", "add", "-q", tree)
	super := newRepository(t)
	run(t, "git", "-C", super, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", dir, "part")
	sparse := newRepository(t)
	run(t, "git", "-C", sparse, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", dir, "part")
	run(t, "git", "-C", filepath.Join(sparse, "part"), "sparse-checkout", "set", "web")
	apart := filepath.Join(t.TempDir(), "apart")
	run(t, "git", "init", "-q", "--separate-git-dir", filepath.Join(t.TempDir(), "store"), apart)
	run(t, "cp", filepath.Join(dir, "main.go"), apart)
	run(t, "git", "-C", apart, "add", "main.go")
	if _, err := Ask(t.Context(), apart); !errors.Is(err, errForeign) {
		t.Errorf("error %v, want %v", err, errForeign)
	}
	run(t, "git", "-C", apart, "config", "core.worktree", apart)
	for _, dir := range []string{tree, filepath.Join(tree, "web"), filepath.Join(super, "part"), filepath.Join(sparse, "part"), apart} {
		real, err := filepath.EvalSymlinks(dir)
		must(t, err)
		if f, err := Ask(t.Context(), real); err != nil || !f.Tracked("main.go") && !f.Tracked("index.html") {
			t.Errorf("%s: error %v", dir, err)
		}
	}
}

// What git says quotes files to which a repository leads, and is not repeated.
func TestNothingIsQuoted(t *testing.T) {
	dir := newRepository(t)
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("token-7f3a\n"), 0o600))
	must(t, os.Symlink(secret, filepath.Join(dir, ".git", "objects", "info", "alternates")))
	must(t, os.WriteFile(filepath.Join(dir, ".git", "shallow"), []byte("token-7f3a\n"), 0o600))
	for _, ask := range []func() error{
		func() error { _, err := Ask(t.Context(), dir); return err },
		func() error { _, err := Log(t.Context(), dir); return err },
		(&refusal{"ls-files", "error: object directory /objects/token-7f3a does not exist", 128}).error,
	} {
		if err := ask(); err == nil || strings.Contains(err.Error(), "token") {
			t.Errorf("error %v", err)
		}
	}
}

func (r *refusal) error() error { return r }

// Whether a path is ignored does not tell what the lines of a file are that a
// repository names.
func TestExcludesOfTheRepository(t *testing.T) {
	dir := newRepository(t)
	t.Setenv("HOME", t.TempDir())
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("new.txt\n"), 0o600))
	must(t, config(dir, "core.excludesFile", secret))
	f, err := Ask(t.Context(), dir)
	must(t, err)
	if ignored, err := f.Check([]string{"new.txt", "dist"}); err != nil || ignored["new.txt"] || !ignored["dist"] {
		t.Errorf("ignored: %v, %v", ignored, err)
	}
	mine := filepath.Join(t.TempDir(), "mine")
	must(t, os.WriteFile(mine, []byte("new.txt\n"), 0o600))
	run(t, "git", "config", "--global", "core.excludesFile", mine)
	f, err = Ask(t.Context(), dir)
	must(t, err)
	if ignored, err := f.Check([]string{"new.txt"}); err != nil || !ignored["new.txt"] {
		t.Errorf("ignored: %v, %v", ignored, err)
	}
}
