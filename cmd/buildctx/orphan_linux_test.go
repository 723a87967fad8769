package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestNoOrphan kills the program while git waits for a FIFO. Git does not stay.
func TestNoOrphan(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	check(t, err)
	put(t, filepath.Join(dir, "Dockerfile"), "FROM scratch\nCOPY . /\n")
	if out, err := exec.Command("git", "init", "-q", dir).CombinedOutput(); err != nil {
		t.Skipf("%v: %s", err, out)
	}
	check(t, syscall.Mkfifo(filepath.Join(dir, ".gitignore"), 0o644))
	for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		cmd := exec.Command(programOf(t), "lint", dir)
		check(t, cmd.Start())
		begun := false
		for range 500 {
			if begun = gitOf(dir); begun {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if !begun {
			t.Error("git is not asked")
		}
		check(t, cmd.Process.Signal(signal))
		_ = cmd.Wait()
		for range 500 {
			if !gitOf(dir) {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if gitOf(dir) {
			t.Errorf("git goes on after %v", signal)
		}
	}
}

// gitOf reports whether there is a process of git about a directory.
func gitOf(dir string) bool {
	processes, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, name := range processes {
		if line, _ := os.ReadFile(name); strings.Contains(string(line), "\x00-C\x00"+dir+"\x00") {
			return true
		}
	}
	return false
}
