package scan

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A directory for which something else stands in the meantime is not that, and
// nobody waits for a FIFO.
func TestOpenDirectorySwapped(t *testing.T) {
	for name, put := range map[string]func(path, outside string) error{
		"nothing":           func(string, string) error { return nil },
		"a file":            func(path, _ string) error { return os.WriteFile(path, nil, 0o644) },
		"a link":            func(path, outside string) error { return os.Symlink(outside, path) },
		"another directory": func(path, outside string) error { return os.Rename(outside, path) },
		"a FIFO":            func(path, _ string) error { return syscall.Mkfifo(path, 0o644) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path, outside := filepath.Join(dir, "d"), filepath.Join(dir, "outside")
			mkdir(t, path)
			write(t, filepath.Join(outside, "f"), "")
			info, err := os.Lstat(path)
			must(t, err)
			d := &openDirectory{path: path, info: info}
			defer d.close()
			must(t, d.read())
			must(t, d.open())
			must(t, os.Rename(path, path+"2"))
			if err := put(path, outside); err != nil {
				t.Skip(err)
			}
			if _, err := d.status("f"); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("in the directory that is open: %v", err)
			}
			d.close()
			if err := d.read(); err == nil || !gone(err) || len(d.entries) > 0 {
				t.Errorf("read: %v, %v", d.entries, err)
			}
			if info, err := d.status("f"); err == nil || !gone(err) {
				t.Errorf("status: %v, %v", info, err)
			}
		})
	}
}

// A directory that becomes a link to another while it is read leads nowhere.
func TestSwappedForLink(t *testing.T) {
	for _, r := range readers {
		t.Run(r.name, func(t *testing.T) {
			top := t.TempDir()
			root, outside := filepath.Join(top, "root"), filepath.Join(top, "outside")
			write(t, filepath.Join(root, "a", "b", "f"), "")
			write(t, filepath.Join(outside, "b", "MARKER"), "")
			r.Prune = prunerFunc(func(path string, _ bool) bool {
				if path == "a/b" { // a is read, and b not yet looked at
					must(t, os.Rename(filepath.Join(root, "a"), filepath.Join(top, "away")))
					if err := os.Symlink(outside, filepath.Join(root, "a")); err != nil {
						t.Skip(err)
					}
				}
				return false
			})
			l, err := Read(context.Background(), root, r.Options)
			must(t, err)
			if got := strings.Join(describe(t, l), "\n"); strings.Contains(got, "MARKER") {
				t.Errorf("outside of the root:\n%s", got)
			}
		})
	}
}
