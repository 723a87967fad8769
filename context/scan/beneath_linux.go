package scan

import (
	"io/fs"
	"os"
	"slices"

	"golang.org/x/sys/unix"
)

// beneath has the kernel resolve a name below a directory, and refuse what
// leaves it and every symbolic link (openat2(2)).
const beneath = unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS

// openBeneath is [openInside] in as few system calls as it takes where no link
// is on the way. It is not ok where one is, where something else is in the way,
// and where the kernel cannot do this: then names are resolved one by one, and
// errors told.
func openBeneath(root, name string, limit int64, filled bool) (f *os.File, ok bool, err error) {
	dir, err := unix.Open(root, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, false, nil
	}
	defer unix.Close(dir)
	open := func(flags int) (*os.File, error) {
		how := &unix.OpenHow{Flags: uint64(flags | unix.O_CLOEXEC | unix.O_LARGEFILE), Resolve: beneath}
		fd, err := unix.Openat2(dir, name, how)
		for err == unix.EINTR {
			fd, err = unix.Openat2(dir, name, how)
		}
		if err != nil {
			return nil, err
		}
		return os.NewFile(uintptr(fd), name), nil
	}
	place, err := open(unix.O_PATH) // which opens nothing
	if err != nil {
		return nil, false, nil
	}
	defer place.Close()
	info, err := place.Stat()
	if err != nil {
		return nil, false, nil
	}
	if filled && info.Mode().IsRegular() && info.Size() == 0 {
		return nil, true, nil
	}
	f, err = openRegular(name, info, limit, func(flags int) (*os.File, error) {
		var s unix.Statfs_t
		if unix.Fstatfs(int(place.Fd()), &s) == nil && slices.Contains(kernelFileSystems, int64(s.Type)) {
			return nil, &fs.PathError{Op: "open", Path: name, Err: ErrKernelFile}
		}
		f, err := open(flags)
		if err != nil {
			return nil, &fs.PathError{Op: "openat", Path: name, Err: err}
		}
		return f, nil
	})
	return f, true, err
}
