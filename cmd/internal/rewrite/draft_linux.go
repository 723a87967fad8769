package rewrite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// newDraft makes a draft without a name where the file system can (open(2),
// O_TMPFILE).
func newDraft(dir *os.Root, base string, old *os.File) (*draft, error) {
	mode := modeFor(old)
	var fd int
	err := in(dir, func(at int) (err error) {
		fd, err = unix.Openat(at, ".", unix.O_TMPFILE|unix.O_RDWR|unix.O_CLOEXEC, uint32(mode))
		return err
	})
	if err != nil {
		return newNamedDraft(dir, base, mode)
	}
	return &draft{dir: dir, base: base, file: os.NewFile(uintptr(fd), base)}, nil
}

// create makes the draft the file, which must not be there yet.
func (d *draft) create() error {
	if d.name != "" {
		return d.createNamed()
	}
	err := d.link(d.base)
	if errors.Is(err, fs.ErrExist) {
		return ErrChanged
	}
	return err
}

// replace puts the draft in the place of a file that must still have the
// content before. The two change places at once (renameat2(2)), so that what
// somebody saved until then can be looked at, and be put back.
func (d *draft) replace(before []byte) error {
	if d.name == "" {
		name := d.base + suffix
		if err := unlessTaken(name, func() error { return d.link(name) }); err != nil {
			return err
		}
		d.name = name
	}
	err := d.exchange()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return d.replaceNamed(before)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return ErrChanged
	}
	if err != nil {
		return err
	}
	if err := stillHolds(d.dir, d.name, before); err != nil {
		if back := d.exchange(); back != nil {
			name := d.name
			d.name = "" // it holds what somebody else saved
			return &WrittenError{fmt.Errorf("it changed while it was written; what it held is in %s now: %w", name, back)}
		}
		return err
	}
	return nil
}

// exchange has the draft and the file change places.
func (d *draft) exchange() error {
	return in(d.dir, func(at int) error { return unix.Renameat2(at, d.name, at, d.base, unix.RENAME_EXCHANGE) })
}

// link gives a name to a draft that has none. Without /proc that takes a
// privilege (open(2), O_TMPFILE).
func (d *draft) link(name string) error {
	return in(d.dir, func(at int) error {
		from := fmt.Sprintf("/proc/self/fd/%d", d.file.Fd())
		err := unix.Linkat(unix.AT_FDCWD, from, at, name, unix.AT_SYMLINK_FOLLOW)
		if errors.Is(err, unix.ENOENT) {
			err = unix.Linkat(int(d.file.Fd()), "", at, name, unix.AT_EMPTY_PATH)
		}
		return err
	})
}

// in does something in a directory, which is at a descriptor meanwhile, again
// if a signal interrupted it.
func in(dir *os.Root, do func(at int) error) error {
	d, err := dir.Open(".")
	if err != nil {
		return err
	}
	defer d.Close()
	for {
		if err := do(int(d.Fd())); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// syncDir has the change of a name reach the disk. Some file systems cannot.
func syncDir(dir *os.Root) error {
	err := in(dir, unix.Fsync)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.EBADF) || errors.Is(err, unix.ENOTSUP) {
		return nil
	}
	return err
}
