//go:build unix

package main_test

import (
	"bytes"
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

// An interrupted program ends with status 3, says so, and leaves no file
// behind, whenever the signal comes.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	for i := range 200 {
		sub := filepath.Join(dir, fmt.Sprint(i), "node_modules", "x")
		if err := os.MkdirAll(sub, 0o755); err != nil {
			t.Fatal(err)
		}
		for k := range 20 {
			if err := os.WriteFile(filepath.Join(sub, fmt.Sprint(k)), nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "buildctx") // the test binary under this name is the program
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	interrupted := 0
	for delay := time.Millisecond; delay < 40*time.Millisecond; delay += 3 * time.Millisecond {
		cmd := exec.Command(program, "suggest", "--write", dir)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(delay)
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		err := cmd.Wait()
		var exit *exec.ExitError
		switch {
		case err == nil: // it was faster
		case !errors.As(err, &exit):
			t.Fatal(err)
		case exit.ExitCode() == 3 && strings.Contains(stderr.String(), "interrupted"):
			interrupted++
		case exit.Sys().(syscall.WaitStatus).Signaled(): // it had not even started
		default:
			t.Errorf("after %v: %v\n%s", delay, err, stderr.String())
		}
		left, err := filepath.Glob(filepath.Join(dir, ".*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range left {
			if filepath.Base(f) != ".dockerignore" {
				t.Errorf("after %v: %s is left behind", delay, f)
			}
			if err := os.Remove(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if interrupted == 0 {
		t.Log("the machine was too fast or too slow to be interrupted")
	}
}
