package scan

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

func TestFileTypes(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	write(t, in("file"), "12345")
	write(t, in("dir/file"), "1")
	must(t, os.Link(in("file"), in("dir/hard")))
	must(t, os.Symlink("file", in("link")))
	must(t, os.Symlink(strings.Repeat("x/", 1500)+"\n\xff", in("longlink")))
	must(t, os.Symlink(strings.Repeat("y", 256), in("link256")))
	must(t, syscall.Mkfifo(in("fifo"), 0o640))
	listener, err := net.Listen("unix", in("socket"))
	must(t, err)
	defer listener.Close()
	if os.Geteuid() == 0 {
		must(t, syscall.Mknod(in("null"), syscall.S_IFCHR|0o666, int(unix.Mkdev(1, 3))))
		must(t, syscall.Mknod(in("block"), syscall.S_IFBLK|0o600, int(unix.Mkdev(700, 70000))))
	}
	for name, mode := range map[string]os.FileMode{
		"setuid": os.ModeSetuid | 0o755, "setgid": os.ModeSetgid | 0o711, "sticky": os.ModeSticky | 0o600, "none": 0,
		"allbits": os.ModeSetuid | os.ModeSetgid | os.ModeSticky | 0o777,
	} {
		write(t, in(name), "")
		must(t, os.Chmod(in(name), mode))
	}
	must(t, os.Mkdir(in("tmp"), 0o755))
	must(t, os.Chmod(in("tmp"), os.ModeSticky|os.ModeSetgid|0o777))
	for name, when := range map[string]time.Time{
		"file": time.Unix(-3, 999999999), "dir": time.Unix(0, 1), "none": time.Unix(1<<33, 5), "sticky": time.Unix(0, 0),
	} {
		must(t, os.Chtimes(in(name), when, when))
	}

	l := agree(t, dir, nil)
	for i := range uint32(l.Len()) {
		info, err := os.Lstat(in(l.Path(i)))
		must(t, err)
		if i > 0 && (info.Mode() != l.Mode[i] || info.ModTime().UnixNano() != l.ModTime[i]) {
			t.Errorf("%s: %v %d, want %v %d", l.Path(i), l.Mode[i], l.ModTime[i], info.Mode(), info.ModTime().UnixNano())
		}
		if i > 0 && !info.IsDir() && info.Size() != l.Size[i] {
			t.Errorf("%s: size %d, want %d", l.Path(i), l.Size[i], info.Size())
		}
		switch l.Path(i) {
		case "longlink":
			if len(l.Targets[i]) != 3002 {
				t.Errorf("target of %d bytes", len(l.Targets[i]))
			}
		case "block":
			if l.Devices[i] != unix.Mkdev(700, 70000) {
				t.Errorf("device %x", l.Devices[i])
			}
		}
	}
	if len(l.Links) != 2 || l.Links[0].ID != l.Links[1].ID {
		t.Errorf("links %v", l.Links)
	}
	if _, ok := l.FileID(0); ok {
		t.Error("the root has links")
	}
	if len(l.Targets) != 3 {
		t.Errorf("targets %v", l.Targets)
	}
	agree(t, dir, skipSome(3))
}

func TestOddNames(t *testing.T) {
	dir := t.TempDir()
	for _, name := range oddNames {
		must(t, os.Mkdir(filepath.Join(dir, name), 0o755))
		for _, below := range oddNames {
			must(t, os.WriteFile(filepath.Join(dir, name, below), nil, 0o644))
		}
	}
	if l := agree(t, dir, nil); l.Len() != 1+len(oddNames)*(1+len(oddNames)) {
		t.Errorf("%d entries", l.Len())
	}
}

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

// TestCancel ends a walk in the middle, which must not take long nor leave
// anything open.
func TestCancel(t *testing.T) {
	dir := t.TempDir()
	for i := range 3000 {
		must(t, os.MkdirAll(filepath.Join(dir, fmt.Sprint(i%10), fmt.Sprint(i%100), fmt.Sprint(i)), 0o755))
	}
	before := descriptors(t)
	for _, r := range readers {
		for _, at := range []int32{0, 10, 500, 2000} {
			ctx, cancel := context.WithCancel(context.Background())
			stop := &stopper{cancel: cancel}
			stop.left.Store(at)
			r.Prune = stop
			_, err := Read(ctx, dir, r.Options)
			if took := time.Since(stop.when()); took > 100*time.Millisecond {
				t.Errorf("%s: returned after %v", r.name, took)
			}
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s after %d entries: %v", r.name, at, err)
			}
			cancel()
		}
	}
	time.Sleep(100 * time.Millisecond)
	if after := descriptors(t); after != before {
		t.Errorf("%d descriptors before, %d after", before, after)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// descriptors counts the open file descriptors of this process.
func descriptors(t *testing.T) int {
	t.Helper()
	d, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	return len(d)
}
