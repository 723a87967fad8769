package scan

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// childScarce reads a tree with hardly any file descriptors.
func childScarce(dir string) {
	open, err := os.ReadDir("/proc/self/fd")
	die(err)
	limit := uint64(len(open) + 20)
	die(syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: limit, Max: limit}))
	for _, r := range readers[1:] {
		start := time.Now()
		l, err := Read(context.Background(), dir, r.Options)
		die(err)
		for _, p := range l.Problems {
			die(fmt.Errorf("%s: %.100s: %v: %v", r.name, p.Path, p.Kind, p.Err))
		}
		fmt.Println(l.Len())
		fmt.Fprintln(os.Stderr, r.name, time.Since(start))
	}
}

// TestScarceDescriptors has a tree in which every directory waits for others
// to be read, many more than there are descriptors.
func TestScarceDescriptors(t *testing.T) {
	const depth = 600
	dir := t.TempDir()
	fd, err := unix.Open(dir, unix.O_DIRECTORY|unix.O_RDONLY, 0)
	must(t, err)
	entries := 1
	for i := range depth {
		// The siblings are on both sides of the next in any order.
		for _, name := range []string{"a", "b", "m", "y", "z"} {
			must(t, unix.Mkdirat(fd, name, 0o755))
			must(t, unix.Mkdirat(fd, name+"/in", 0o755))
			entries += 2
		}
		next, err := unix.Openat(fd, []string{"a", "m", "z"}[i%3], unix.O_DIRECTORY|unix.O_RDONLY, 0)
		must(t, err)
		must(t, unix.Close(fd))
		fd = next
	}
	must(t, unix.Close(fd))
	out := child(t, "scarce", dir, nil)
	t.Log(out)
	if n := strings.Count(out, fmt.Sprintf("%d\n", entries)); n != len(readers)-1 {
		t.Errorf("want %d entries from each reader, got\n%s", entries, out)
	}
}

// childTooFew reads a tree with ever fewer file descriptors, and prints how
// many entries each reader finds, or why it cannot.
func childTooFew(dir string) {
	// which has the runtime open what it needs itself
	spare, err := os.Open(dir)
	die(err)
	defer spare.Close()
	die(syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: 64, Max: 64}))
	free := Free(64)
	for ; free >= 0; free-- {
		if got := Free(64); got != free {
			die(fmt.Errorf("%d are free, want %d", got, free))
		}
		for _, r := range readers {
			l, err := Read(context.Background(), dir, r.Options)
			switch {
			case err != nil:
				fmt.Println(free, "free:", Scarce(err), err)
			case len(l.Problems) > 0:
				die(fmt.Errorf("%s with %d: %v", r.name, free, l.Problems))
			default:
				fmt.Println(free, "free:", l.Len(), "entries")
			}
		}
		_, _ = unix.FcntlInt(spare.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	}
}

// TestTooFewDescriptors holds that a tree is read as a whole or not at all, and
// that three descriptors are enough.
func TestTooFewDescriptors(t *testing.T) {
	dir := t.TempDir()
	for i := range 40 {
		write(t, filepath.Join(dir, fmt.Sprint(i%4), fmt.Sprint(i%8), "x", "y", fmt.Sprint(i)), "")
	}
	whole := agree(t, dir, nil).Len()
	failed := 0
	for _, line := range lines(child(t, "toofew", dir, nil)) {
		var free int
		_, err := fmt.Sscanf(line, "%d free:", &free)
		must(t, err)
		switch {
		case strings.HasSuffix(line, fmt.Sprintf(": %d entries", whole)):
		case free < 3 && strings.HasSuffix(line, ": true reading "+dir+": no file descriptor is left; raise the limit (ulimit -n)"):
			failed++
		default:
			t.Error(line)
		}
	}
	if failed < len(readers) {
		t.Errorf("%d readers can read without a descriptor", len(readers)-failed)
	}
}

// childLoop mounts a tree into itself and reads it.
func childLoop(dir string) {
	if err := loopMounts(dir); err != nil {
		fmt.Println("skip", err)
		return
	}
	childDescribe(dir)
}

// loopMounts makes dir/t/back the same directory as dir, with another file
// system in between, in the mount namespace of this process.
func loopMounts(dir string) error {
	if err := unix.Mount("none", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return err
	}
	if err := unix.Mount("tmpfs", dir+"/t", "tmpfs", 0, ""); err != nil {
		return err
	}
	if err := os.Mkdir(dir+"/t/back", 0o755); err != nil {
		return err
	}
	return unix.Mount(dir, dir+"/t/back", "", unix.MS_BIND, "")
}

func TestLoop(t *testing.T) {
	needRoot(t)
	dir := t.TempDir()
	mkdir(t, dir+"/t")
	write(t, dir+"/x", "")
	out := child(t, "loop", dir, &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS})
	if strings.HasPrefix(out, "skip") {
		t.Skip(out)
	}
	got := strings.Join(lines(out), "|")
	if !strings.HasPrefix(got, "t/back: loop: directory contains itself|. ") ||
		!strings.Contains(got, "|t/back drwx") || !strings.Contains(got, "|x -rw") || strings.Contains(got, "back/") {
		t.Error(out)
	}
}
