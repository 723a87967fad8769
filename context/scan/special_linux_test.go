package scan

import (
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
