//go:build unix

package main_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A verification that is interrupted tells the builder to stop, cleans up there, and leaves no file here.
func TestVerifyInterrupt(t *testing.T) {
	dir, bin, temporary := t.TempDir(), t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "Dockerfile"), []byte("FROM scratch\nCOPY . /\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	started, log := filepath.Join(bin, "started"), filepath.Join(bin, "log")
	docker := `#!/bin/sh
case $2 in
version) echo github.com/docker/buildx v0.38.2 ;;
inspect) echo BuildKit version: v0.34.2 ;;
du) [ -e "$LOG" ] || printf 'ID: layer\nDescription: ours\n' ;;
build) touch "$STARTED"; exec sleep 60 ;;
prune) echo pruned >>"$LOG" ;;
esac
`
	if err := os.WriteFile(filepath.Join(bin, "docker"), []byte(docker), 0o755); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "buildctx") // the test binary under this name is the program
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "verify", dir)
	cmd.Env = append(os.Environ(), "PATH="+bin+":"+os.Getenv("PATH"), "TMPDIR="+temporary, "STARTED="+started, "LOG="+log)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		if _, err := os.Stat(started); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != 3 || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("%v\n%s", err, stderr.String())
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
	if pruned, err := os.ReadFile(log); err != nil || len(pruned) == 0 {
		t.Errorf("the cache of the builder was not cleaned up: %v", err)
	}
}
