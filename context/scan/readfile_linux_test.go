package scan

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestReadFileSpecial has names that must not be opened: a FIFO without a
// writer would wait for ever, a device would never end.
func TestReadFileSpecial(t *testing.T) {
	dir := t.TempDir()
	must(t, syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o644))
	must(t, os.Symlink("fifo", filepath.Join(dir, "link")))
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, name := range []string{"fifo", "link"} {
			if _, err := ReadFile(dir, name, 100); !errors.Is(err, ErrNotRegular) {
				t.Errorf("ReadFile(%s): %v", name, err)
			}
			if _, err := ReadFileFollow(filepath.Join(dir, name), 100); !errors.Is(err, ErrNotRegular) {
				t.Errorf("ReadFileFollow(%s): %v", name, err)
			}
		}
		if _, err := ReadFileFollow("/dev/zero", 100); !errors.Is(err, ErrNotRegular) {
			t.Errorf("/dev/zero: %v", err)
		}
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("blocked")
	}
}

// childReadFile prints whether a file was readable.
func childReadFile(dir string) {
	_, err := ReadFile(dir, "f", 100)
	fmt.Println(errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist))
}

func TestReadFileForbidden(t *testing.T) {
	needRoot(t)
	dir := openDirFor(t)
	write(t, filepath.Join(dir, "f"), "x")
	must(t, os.Chmod(filepath.Join(dir, "f"), 0o600))
	if got := child(t, "readfile", dir, nobody()); got != "true false\n" {
		t.Errorf("got %s", got)
	}
}

// TestKernelFiles has files that the kernel makes when they are read: one may
// wait for ever, another has no end, and none is a file of a project.
func TestKernelFiles(t *testing.T) {
	if _, err := os.Stat("/proc/self/status"); err != nil {
		t.Skip(err)
	}
	for _, read := range []func(root, name string) ([]byte, error){
		func(root, name string) ([]byte, error) { return ReadFile(root, name, -1) },
		func(root, name string) ([]byte, error) { return ReadInside(root, name, -1) },
		func(root, name string) ([]byte, error) { return ReadFileFollow(filepath.Join(root, name), -1) },
	} {
		if data, err := read("/proc/self", "status"); !errors.Is(err, ErrKernelFile) {
			t.Errorf("%d bytes, %v", len(data), err)
		}
	}
	// One that is found by way of another file system.
	if data, err := ReadFile("/", "proc/self/status", -1); !errors.Is(err, ErrKernelFile) {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if data, err := ReadHead("/", "proc/self/status", 100); len(data) > 0 || err != nil {
		t.Errorf("a file without a size has %q, %v", data, err)
	}
	// They are told by the file system, not by their names.
	dir := t.TempDir()
	write(t, filepath.Join(dir, "proc", "self", "status"), "x")
	if data, err := ReadFile(dir, "proc/self/status", -1); string(data) != "x" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
}
