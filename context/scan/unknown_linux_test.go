//go:build amd64 || arm64 || riscv64

package scan

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUnknownTypes reads a tree as if its file system did not tell the types
// of directory entries.
func TestUnknownTypes(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a", "b", "file"), "x")
	write(t, filepath.Join(dir, "z"), "y")
	must(t, os.Symlink("a", filepath.Join(dir, "link")))
	must(t, syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o644))

	want := agree(t, dir, nil)
	w := &walk{root: want.Root, names: [][]byte{{0}}, access: processAccess()}
	top := &node{}
	must(t, w.begin(top))
	c := newPool(1, task{node: top}, func(m *worker[task]) {
		r := &reader{worker: m, walk: w, buffer: make([]byte, bufferSize)}
		for task, ok := r.next(); ok; task, ok = r.next() {
			n := task.node
			r.enter(n)
			must(t, nilIfZero(w.describe(n)))
			size, errno := listDir(false, int(n.dir.fd), r.buffer)
			must(t, nilIfZero(errno))
			for at := 0; at < size; at += int(r.buffer[at+direntLength]) {
				r.buffer[at+direntType] = syscall.DT_UNKNOWN
			}
			r.entries(n, r.buffer[:size])
			n.dir.release()
			n.dir.drop()
			n.finish()
		}
	})
	must(t, c.wait(context.Background()))
	got, err := w.listing(context.Background(), top, 1)
	must(t, err)
	if diff := cmp.Diff(describe(t, want), describe(t, got)); diff != "" {
		t.Error(diff)
	}
}

func nilIfZero(errno syscall.Errno) error {
	if errno == 0 {
		return nil
	}
	return errno
}
