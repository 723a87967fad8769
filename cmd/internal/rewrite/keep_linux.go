package rewrite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// replaceable refuses a file of which another one cannot take the place.
func replaceable(dir *os.Root, base string, info fs.FileInfo) error {
	if err := onlyName(info); err != nil {
		return err
	}
	switch has := marks(dir, base); {
	case has&unix.STATX_ATTR_MOUNT_ROOT != 0:
		return errMount
	case has&unix.STATX_ATTR_IMMUTABLE != 0:
		return errors.New("it is immutable (chattr +i)")
	case has&unix.STATX_ATTR_APPEND != 0:
		return errors.New("it can only be appended to (chattr +a)")
	case marks(dir, ".")&unix.STATX_ATTR_APPEND != 0:
		return errors.New("its directory can only be added to (chattr +a)")
	}
	return nil
}

// marks are the attributes of a file or directory as statx(2) tells them; none
// before Linux 4.11, where the rename fails.
func marks(dir *os.Root, name string) uint64 {
	var s unix.Statx_t
	err := in(dir, func(at int) error {
		return unix.Statx(at, name, unix.AT_SYMLINK_NOFOLLOW, unix.STATX_BASIC_STATS, &s)
	})
	if err != nil {
		return 0
	}
	return s.Attributes & s.Attributes_mask
}

// keep gives the draft what the old file has besides its content: owner,
// permission, access list and extended attributes.
func keep(draft, old *os.File) error {
	if err := keepOwner(draft, old); err != nil {
		return err
	}
	has, err := attributesOf(old)
	if err != nil {
		return err
	}
	given, err := attributesOf(draft) // by the directory, or by a security module
	if err != nil {
		return err
	}
	for name := range given {
		if _, keeps := has[name]; !keeps && !strings.HasPrefix(name, "security.") {
			if err := unix.Fremovexattr(int(draft.Fd()), name); err != nil {
				return attributeError(name, err)
			}
		}
	}
	for name, value := range has {
		if string(given[name]) == string(value) {
			continue
		}
		if err := unix.Fsetxattr(int(draft.Fd()), name, value, 0); err != nil {
			return attributeError(name, err)
		}
	}
	return nil
}

func attributeError(name string, err error) error {
	if name == "system.posix_acl_access" {
		return fmt.Errorf("its access list cannot be kept: %w", err)
	}
	return fmt.Errorf("its extended attribute %q cannot be kept: %w", name, err)
}

// attributesOf are the extended attributes of a file; none where there cannot
// be any. An access list is one of them.
func attributesOf(f *os.File) (map[string][]byte, error) {
	names, err := grown(func(to []byte) (int, error) { return unix.Flistxattr(int(f.Fd()), to) })
	if errors.Is(err, unix.ENOTSUP) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("its extended attributes cannot be read: %w", err)
	}
	out := make(map[string][]byte)
	for _, name := range slices.DeleteFunc(strings.Split(string(names), "\x00"), func(n string) bool { return n == "" }) {
		value, err := grown(func(to []byte) (int, error) { return unix.Fgetxattr(int(f.Fd()), name, to) })
		if err != nil {
			return nil, attributeError(name, err)
		}
		out[name] = value
	}
	return out, nil
}

// grown is what a system call writes to a buffer that has room for it.
func grown(call func(to []byte) (int, error)) ([]byte, error) {
	n, err := call(nil)
	if n == 0 || err != nil {
		return nil, err
	}
	to := make([]byte, n)
	n, err = call(to)
	return to[:max(n, 0)], err
}
