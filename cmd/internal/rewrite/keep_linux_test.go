package rewrite

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func TestAttributesStay(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	must(t, os.WriteFile(path, []byte("old"), 0o640))
	if err := unix.Setxattr(path, "user.note", []byte("mine"), 0); errors.Is(err, unix.ENOTSUP) {
		t.Skip(err)
	}
	// An access list in the kernel's own form (linux/posix_acl_xattr.h): version 2, then for the owner, the user 1234,
	// the group, the mask and the others: tag, permission, ID.
	list := "\x02\x00\x00\x00" +
		"\x01\x00\x06\x00\xff\xff\xff\xff" + "\x02\x00\x04\x00\xd2\x04\x00\x00" + "\x04\x00\x04\x00\xff\xff\xff\xff" +
		"\x10\x00\x04\x00\xff\xff\xff\xff" + "\x20\x00\x00\x00\xff\xff\xff\xff"
	must(t, unix.Setxattr(path, "system.posix_acl_access", []byte(list), 0))
	must(t, Place{Root: dir, Name: "f"}.Replace([]byte("old"), []byte("new")))
	want(t, path, "new")
	for name, value := range map[string]string{"user.note": "mine", "system.posix_acl_access": list} {
		got := make([]byte, 100)
		n, err := unix.Getxattr(path, name, got)
		if err != nil || string(got[:n]) != value {
			t.Errorf("%s is %q, %v; want %q", name, got[:max(n, 0)], err, value)
		}
	}
}

func TestOwnerStays(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root may give files away")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	must(t, os.WriteFile(path, []byte("old"), 0o644))
	must(t, os.Chown(path, 1234, 1235))
	must(t, Place{Root: dir, Name: "f"}.Replace([]byte("old"), []byte("new")))
	info, err := os.Stat(path)
	must(t, err)
	if is := info.Sys().(*syscall.Stat_t); is.Uid != 1234 || is.Gid != 1235 {
		t.Errorf("owner %d:%d", is.Uid, is.Gid)
	}
}

// What cannot be replaced is refused with the reason, and nothing is left
// behind.
func TestRefused(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	const tmpfs = "mount -t tmpfs -o size=64k none $D; printf old > $D/f; "
	for name, tt := range map[string]struct{ do, undo, want string }{
		"mount":                 {"mount --bind $D/f $D/f", "umount $D/f", "it is a mount of its own"},
		"immutable":             {"chattr +i $D/f", "chattr -i $D/f", "it is immutable"},
		"append only":           {"chattr +a $D/f", "chattr -a $D/f", "it can only be appended to"},
		"append-only directory": {"chattr +a $D", "chattr -a $D", "its directory can only be added to"},
		"immutable directory":   {"chattr +i $D", "chattr -i $D", "its directory cannot be written: operation not permitted"},
		"read only":             {tmpfs + "mount -o remount,ro $D", "umount $D", "its directory cannot be written: read-only file system"},
		"full disk":             {tmpfs + "head -c 100000 /dev/zero > $D/full || true", "umount $D", "no space left on device"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "f")
			must(t, os.WriteFile(path, []byte("old"), 0o644))
			shell := func(line string) error {
				cmd := exec.Command("sh", "-ec", line)
				cmd.Env = append(os.Environ(), "D="+dir)
				return cmd.Run()
			}
			if err := shell(tt.do); err != nil {
				t.Skipf("%s: %v", tt.do, err)
			}
			defer shell(tt.undo)
			err := Place{Root: dir, Name: "f"}.Replace([]byte("old"), []byte(strings.Repeat("new\n", 1000)))
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %v, want %q", err, tt.want)
			}
			want(t, path, "old")
			if got := contents(t, dir); strings.Contains(got, suffix) {
				t.Errorf("left behind: %s", got)
			}
		})
	}
}
