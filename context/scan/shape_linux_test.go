package scan

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestDeep reads a chain that is far longer than any path may be.
func TestDeep(t *testing.T) {
	const depth = 10_000
	dir := t.TempDir()
	deepen(t, dir, depth)
	before := descriptors(t)
	for _, r := range readers[1:] {
		start := time.Now()
		l, err := Read(context.Background(), dir, r.Options)
		must(t, err)
		if l.Len() != 1+2*depth || len(l.Problems) > 0 {
			t.Fatalf("%s: %d entries, problems %v", r.name, l.Len(), l.Problems)
		}
		if got, want := l.Path(depth), strings.Repeat("d/", depth-1)+"d"; got != want {
			t.Errorf("%s: the deepest path has %d bytes, want %d", r.name, len(got), len(want))
		}
		t.Log(r.name, time.Since(start))
	}
	if after := descriptors(t); after != before {
		t.Errorf("%d descriptors before, %d after", before, after)
	}
}

// deepen makes a chain of directories named d with a file f beside each.
func deepen(t *testing.T, dir string, depth int) {
	t.Helper()
	fd, err := unix.Open(dir, unix.O_DIRECTORY|unix.O_RDONLY, 0)
	must(t, err)
	for range depth {
		must(t, unix.Mkdirat(fd, "d", 0o755))
		file, err := unix.Openat(fd, "f", unix.O_CREAT|unix.O_WRONLY, 0o644)
		must(t, err)
		must(t, unix.Close(file))
		next, err := unix.Openat(fd, "d", unix.O_DIRECTORY|unix.O_RDONLY, 0)
		must(t, err)
		must(t, unix.Close(fd))
		fd = next
	}
	must(t, unix.Close(fd))
}

// TestWide reads a directory that takes many buffers, so that workers share it.
func TestWide(t *testing.T) {
	width := 20_000
	if testing.Short() {
		width = 6_000
	}
	dir := t.TempDir()
	for i := range width {
		name := filepath.Join(dir, fmt.Sprintf("a common beginning %d", i*7919%width))
		fd, err := syscall.Open(name, syscall.O_CREAT|syscall.O_WRONLY, 0o644)
		must(t, err)
		must(t, syscall.Close(fd))
	}
	if l := agree(t, dir, nil); l.Len() != 1+width {
		t.Errorf("%d entries", l.Len())
	}
}
