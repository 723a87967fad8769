//go:build linux

package oracle

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// make makes the tree on disk. It reports false where the disk does not take a name.
func (tc testCase) make(t *testing.T, root string) bool {
	t.Helper()
	for i, it := range tc.items {
		name := filepath.Join(root, it.path)
		var err error
		switch it.kind {
		case file:
			err = os.WriteFile(name, bytes.Repeat([]byte("x"), it.size(i)), 0o644)
		case dir:
			err = os.Mkdir(name, 0o755)
		case symlink:
			err = os.Symlink(it.target, name)
		case hardlink:
			err = os.Link(filepath.Join(root, it.target), name)
		case fifo:
			err = syscall.Mkfifo(name, 0o644)
		case socket:
			err = syscall.Mknod(name, syscall.S_IFSOCK|0o644, 0)
		}
		if err != nil {
			t.Logf("making %q: %v", it.path, err)
			return false
		}
	}
	// From the end, so that nothing is written to a directory after its time was set.
	for _, it := range slices.Backward(tc.items) {
		if err := it.dress(filepath.Join(root, it.path)); err != nil {
			t.Fatal(err)
		}
	}
	return true
}

// size is the length of a file, mostly a few bytes.
func (it item) size(i int) int {
	if it.looks&0xf0 == 0x10 {
		return []int{127, 128, 511, 512, 513, 32<<10 - 1, 32 << 10, 32<<10 + 1, 64 << 10, 100_000}[i%10]
	}
	return i % 3
}

// dress gives an entry its permission, time and attributes.
func (it item) dress(name string) error {
	if it.kind == hardlink {
		return nil // its first name has them
	}
	attribute := func(key, value string) error {
		err := unix.Lsetxattr(name, key, []byte(value), 0)
		if err == unix.ENOTSUP || err == unix.EPERM { // none on this file system, or not on this type of file
			return nil
		}
		return err
	}
	if it.looks&0x80 != 0 {
		if err := attribute("user.a", strings.Repeat("v", int(it.looks&0x7f))); err != nil {
			return err
		}
		if err := attribute("user.empty", ""); err != nil {
			return err
		}
	}
	if it.kind == file && it.looks == 0x7f {
		// VFS_CAP_REVISION_2 with CAP_NET_BIND_SERVICE
		if err := attribute("security.capability", "\x00\x00\x00\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"); err != nil {
			return err
		}
	}
	if it.kind != symlink && it.looks&0xc == 0xc {
		if err := os.Chmod(name, []os.FileMode{0, 0o100, 0o600, 0o4755&^0o4000 | os.ModeSetuid, 0o777 | os.ModeSticky}[it.looks%5]); err != nil {
			return err
		}
	}
	times := []time.Time{time.Unix(0, 0), time.Unix(-1, 0), time.Unix(0, 1), time.Unix(1<<33, 999_999_999), time.Unix(1_700_000_000, 500_000_000)}
	if it.looks&0x3 == 0x3 {
		spec := unix.NsecToTimespec(times[it.looks>>2%5].UnixNano())
		return unix.UtimesNanoAt(unix.AT_FDCWD, name, []unix.Timespec{spec, spec}, unix.AT_SYMLINK_NOFOLLOW)
	}
	return nil
}
