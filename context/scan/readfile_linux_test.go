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
