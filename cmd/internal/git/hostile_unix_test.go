//go:build unix

package git

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// impatient is how long git may be silent in tests.
const impatient = 300 * time.Millisecond

// hasty is what is known of a repository, for questions that do not wait.
func hasty(t *testing.T, dir string) *Facts {
	t.Helper()
	return &Facts{ctx: t.Context(), asks: &repository{dir: dir, root: Root(dir), trusted: trusts(os.Getenv), patience: impatient}}
}

// A file that never answers is not waited for, whichever it is, and git does
// not stay behind.
func TestFileThatNeverAnswers(t *testing.T) {
	for name, make := range map[string]func(dir string) error{
		".gitignore":        func(dir string) error { return fifo(filepath.Join(dir, ".gitignore")) },
		".git/config":       func(dir string) error { return fifo(filepath.Join(dir, ".git", "config")) },
		".git/HEAD":         func(dir string) error { return fifo(filepath.Join(dir, ".git", "HEAD")) },
		".git/index":        func(dir string) error { return fifo(filepath.Join(dir, ".git", "index")) },
		".git/info/exclude": func(dir string) error { return fifo(filepath.Join(dir, ".git", "info", "exclude")) },
		"an include of a FIFO": func(dir string) error {
			return errors.Join(fifo(filepath.Join(dir, "f")), config(dir, "include.path", "../f"))
		},
		"an include of itself": func(dir string) error { return config(dir, "include.path", "/proc/self/fd/1") },
		"an excludes file": func(dir string) error {
			return errors.Join(fifo(filepath.Join(dir, "f")), config(dir, "core.excludesFile", filepath.Join(dir, "f")))
		},
		"an attributes file": func(dir string) error {
			return errors.Join(fifo(filepath.Join(dir, "f")), config(dir, "core.attributesFile", filepath.Join(dir, "f")))
		},
		"a repository in a FIFO": func(dir string) error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, ".git")), fifo(filepath.Join(dir, ".git")))
		},
		"a directory for a FIFO": func(dir string) error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, ".git", "objects")), fifo(filepath.Join(dir, ".git", "objects")))
		},
		"a FIFO for the packs":    func(dir string) error { return fifo(filepath.Join(dir, ".git", "packed-refs")) },
		"a FIFO for other stores": func(dir string) error { return fifo(filepath.Join(dir, ".git", "objects", "info", "alternates")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := newRepository(t)
			must(t, make(dir))
			start := time.Now()
			f := hasty(t, dir)
			_, err := f.asks.answer(t.Context(), nil, "ls-files", "-z", "--stage", "-v")
			_, again := f.Check([]string{"dist"})
			if took := time.Since(start); took > 20*impatient {
				t.Errorf("it took %v: %v, %v", took, err, again)
			}
			if left := running(dir); left != "" {
				t.Errorf("left behind: %s", left)
			}
		})
	}
}

// What has not answered once is not asked again.
func TestAskedOnce(t *testing.T) {
	dir := newRepository(t)
	must(t, fifo(filepath.Join(dir, ".gitignore")))
	f := hasty(t, dir)
	_, first := f.Check([]string{"dist"})
	if first == nil || !strings.Contains(first.Error(), "git check-ignore: no answer within") {
		t.Fatalf("error %v", first)
	}
	t.Setenv("PATH", "") // another call would say that git is not installed
	if _, again := f.Check([]string{"dist"}); again != first || f.Err() != first {
		t.Errorf("error %v, then %v", first, again)
	}
}

// A build context that is a bare repository comes with an ordinary clone, and
// brings a configuration. It is not asked.
func TestBareRepositoryInside(t *testing.T) {
	dir := newRepository(t)
	app := filepath.Join(dir, "app")
	run(t, "git", "init", "-q", "--bare", app)
	must(t, config(app, "core.bare", "false"))
	must(t, config(app, "core.worktree", "."))
	f, err := Ask(t.Context(), app)
	if err == nil || errors.Is(err, ErrNone) || !strings.Contains(err.Error(), "bare repository") {
		t.Errorf("%v, %v", f, err)
	}
}

// Git is not taken from where the repository could have put it.
func TestGitOfTheRepository(t *testing.T) {
	dir := newRepository(t)
	real, err := exec.LookPath("git")
	must(t, err)
	ran := filepath.Join(t.TempDir(), "ran")
	bin := filepath.Join(dir, "bin")
	must(t, os.Mkdir(bin, 0o755))
	must(t, os.WriteFile(filepath.Join(bin, "git"), []byte("#!/bin/sh\ntouch "+ran+"\nexec "+real+" \"$@\"\n"), 0o755))
	linked := filepath.Join(t.TempDir(), "linked")
	must(t, os.Symlink(bin, linked))
	chdir := filepath.Join(dir, "web")
	for _, path := range []string{bin, filepath.Join(bin, "."), linked, "bin", ".", filepath.Join(chdir, "..", "bin")} {
		t.Setenv("PATH", path+string(filepath.ListSeparator)+filepath.Dir(real))
		if _, err := Ask(t.Context(), chdir); err != nil {
			t.Errorf("PATH %s: %v", path, err)
		}
		if _, err := os.Lstat(ran); err == nil {
			t.Fatalf("PATH %s: the repository's own git was run", path)
		}
	}
}

// What the environment says changes no answer and writes nothing.
func TestHostileEnvironment(t *testing.T) {
	dir := newRepository(t)
	other := t.TempDir()
	trace := filepath.Join(other, "trace")
	for _, v := range []string{
		"GIT_DIR=" + other, "GIT_WORK_TREE=" + other, "GIT_INDEX_FILE=" + filepath.Join(other, "index"), "GIT_CEILING_DIRECTORIES=" + dir,
		"GIT_LITERAL_PATHSPECS=1", "GIT_GLOB_PATHSPECS=1", "GIT_NOGLOB_PATHSPECS=1", "GIT_ICASE_PATHSPECS=1", "GIT_TRACE=" + trace, "GIT_TRACE2_EVENT=" + trace,
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=core.excludesFile", "GIT_CONFIG_VALUE_0=/dev/null", "GIT_CONFIG_PARAMETERS='core.bare=true'",
		"GIT_NAMESPACE=x", "GIT_EXEC_PATH=" + other, "GIT_REDIRECT_STDOUT=" + trace,
	} {
		name, value, _ := strings.Cut(v, "=")
		t.Setenv(name, value)
	}
	f, err := Ask(t.Context(), dir)
	must(t, err)
	if !f.Tracked("main.go") {
		t.Error("main.go is not tracked")
	}
	if ignored, err := f.Check([]string{"dist", "new.txt"}); err != nil || !ignored["dist"] || ignored["new.txt"] {
		t.Errorf("ignored: %v, %v", ignored, err)
	}
	if left, err := os.ReadDir(other); err != nil || len(left) > 0 {
		t.Errorf("written: %v, %v", left, err)
	}
}

// A directory that belongs to somebody else is known only if the user trusts
// it.
func TestForeignOwner(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	dir := newRepository(t)
	t.Setenv("HOME", t.TempDir())
	run(t, "chown", "-R", "65534", dir)
	_, err := Ask(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "dubious ownership") || !strings.Contains(err.Error(), "git config --global --add safe.directory "+dir) {
		t.Errorf("error %v", err)
	}
	t.Setenv("GIT_CONFIG_COUNT", "2")
	t.Setenv("GIT_CONFIG_KEY_0", "core.fsmonitor")
	t.Setenv("GIT_CONFIG_VALUE_0", "true")
	t.Setenv("GIT_CONFIG_KEY_1", "Safe.Directory")
	t.Setenv("GIT_CONFIG_VALUE_1", dir)
	if f, err := Ask(t.Context(), dir); err != nil || !f.Tracked("main.go") {
		t.Errorf("error %v", err)
	}
}

func fifo(path string) error {
	_ = os.Remove(path)
	return syscall.Mkfifo(path, 0o644)
}

func config(dir, key, value string) error {
	return exec.Command("git", "-C", dir, "config", key, value).Run()
}

// running is a process of git that is about a directory, where /proc tells.
func running(dir string) string {
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, name := range lines {
		if line, _ := os.ReadFile(name); strings.Contains(string(line), "\x00-C\x00"+dir+"\x00") {
			return strings.ReplaceAll(string(line), "\x00", " ")
		}
	}
	return ""
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
