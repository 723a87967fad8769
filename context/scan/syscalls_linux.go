//go:build amd64 || arm64 || riscv64

package scan

import (
	"io/fs"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// This file is the only one of the package that uses unsafe. The calls take
// names where they lie in memory, ended by a zero byte: the wrappers of
// package syscall would copy every name to the heap first, which costs more
// than all else the reader does besides the calls themselves.
//
// Every pointer is converted in the argument list of a function for which the
// compiler knows that, either from package syscall (rule 4 of unsafe.Pointer)
// or call below: the memory stays alive and in place until the function
// returns.

const (
	openFlags  = syscall.O_RDONLY | syscall.O_DIRECTORY | syscall.O_CLOEXEC | syscall.O_NOFOLLOW
	atNoFollow = 0x100 // AT_SYMLINK_NOFOLLOW
)

// A call can be made in two ways. Usually the scheduler is told about it, so
// that other goroutines run while it waits. That costs a tenth of the call, and
// the scheduler, which takes the processor away from calls of more than 20
// microseconds, does so all the time on a busy machine. A quick call keeps the
// processor. It is for directories that are found in memory (see latency).

// call makes a system call, again if a signal interrupted it.
//
//go:uintptrescapes
func call(quick bool, number, a, b, c, d, e uintptr) (int, syscall.Errno) {
	for {
		var r uintptr
		var errno syscall.Errno
		if quick {
			r, _, errno = syscall.RawSyscall6(number, a, b, c, d, e, 0)
		} else {
			r, _, errno = syscall.Syscall6(number, a, b, c, d, e, 0)
		}
		if errno != syscall.EINTR {
			return int(r), errno
		}
	}
}

// openDir opens the directory called name in the open directory dir. A name
// that has become a symbolic link gives ENOTDIR.
func openDir(quick bool, dir int, name *byte) (int, syscall.Errno) {
	return call(quick, syscall.SYS_OPENAT, uintptr(dir), uintptr(unsafe.Pointer(name)), openFlags, 0, 0)
}

// closeDir closes what openDir opened. As it was only read, there is nothing
// that could be lost or waited for.
func closeDir(dir int) { call(true, syscall.SYS_CLOSE, uintptr(dir), 0, 0, 0, 0) }

// status reads the status of name in the open directory dir, of a symbolic link
// itself. Nearly all calls are made here, so the usual way is the short one.
func status(quick bool, dir int, name *byte, st *syscall.Stat_t) syscall.Errno {
	if quick {
		_, _, errno := syscall.RawSyscall6(sysFstatat, uintptr(dir), uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(st)), atNoFollow, 0, 0)
		if errno != syscall.EINTR {
			return errno
		}
	}
	_, errno := call(quick, sysFstatat, uintptr(dir), uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(st)), atNoFollow, 0)
	return errno
}

// ownStatus reads the status of an open directory, which is in memory.
func ownStatus(dir int, st *syscall.Stat_t) syscall.Errno {
	_, errno := call(true, syscall.SYS_FSTAT, uintptr(dir), uintptr(unsafe.Pointer(st)), 0, 0, 0)
	return errno
}

// listDir reads directory entries into buf and returns how many bytes they
// take, 0 at the end of the directory.
func listDir(quick bool, dir int, buf []byte) (int, syscall.Errno) {
	return call(quick, syscall.SYS_GETDENTS64, uintptr(dir), uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)), 0, 0)
}

// linkTarget reads a symbolic link into buf and returns the length of what it
// points to, len(buf) if that may have been cut off.
func linkTarget(quick bool, dir int, name *byte, buf []byte) (int, syscall.Errno) {
	return call(quick, syscall.SYS_READLINKAT, uintptr(dir), uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&buf[0])), uintptr(len(buf)), 0)
}

// listAttributes returns how many bytes the names of the extended attributes
// take that something in the open directory dir has. Linux has it since 6.13.
func listAttributes(quick bool, dir int, name *byte) (int, syscall.Errno) {
	return call(quick, unix.SYS_LISTXATTRAT, uintptr(dir), uintptr(unsafe.Pointer(name)), atNoFollow, 0, 0)
}

// ownAttributes returns how many bytes the names of the extended attributes of
// an open directory take.
func ownAttributes(quick bool, dir int) (int, syscall.Errno) {
	return call(quick, syscall.SYS_FLISTXATTR, uintptr(dir), 0, 0, 0, 0)
}

// begin is the first byte of a name of a listing, which has a zero byte behind
// every name (see appendName).
func begin(name string) *byte { return unsafe.StringData(name) }

// text gives bytes that will never change again as a string, without a copy.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// onLocal reports whether an open directory is on one of the file systems that
// are known to wait for nothing but memory or a disk. A call to any other may
// hang until a server or another process answers, and must not keep a
// processor from the goroutine that handles an interrupt.
func onLocal(dir int) bool {
	var st unix.Statfs_t
	if err := unix.Fstatfs(dir, &st); err != nil {
		return false
	}
	switch st.Type {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.F2FS_SUPER_MAGIC,
		unix.BCACHEFS_SUPER_MAGIC, zfsMagic, unix.TMPFS_MAGIC, unix.OVERLAYFS_SUPER_MAGIC:
		return true
	}
	return false
}

// zfsMagic is from OpenZFS, include/sys/fs/zfs.h; the kernel does not know it.
const zfsMagic = 0x2fc12fc1

// fileMode translates st_mode as os.Lstat does (os stat_linux.go).
func fileMode(mode uint32) fs.FileMode {
	m := fs.FileMode(mode & 0o777)
	switch mode & syscall.S_IFMT {
	case syscall.S_IFBLK:
		m |= fs.ModeDevice
	case syscall.S_IFCHR:
		m |= fs.ModeDevice | fs.ModeCharDevice
	case syscall.S_IFDIR:
		m |= fs.ModeDir
	case syscall.S_IFIFO:
		m |= fs.ModeNamedPipe
	case syscall.S_IFLNK:
		m |= fs.ModeSymlink
	case syscall.S_IFSOCK:
		m |= fs.ModeSocket
	}
	if mode&(syscall.S_ISGID|syscall.S_ISUID|syscall.S_ISVTX) != 0 {
		m |= specialBits(mode)
	}
	return m
}

func specialBits(mode uint32) fs.FileMode {
	var m fs.FileMode
	if mode&syscall.S_ISGID != 0 {
		m |= fs.ModeSetgid
	}
	if mode&syscall.S_ISUID != 0 {
		m |= fs.ModeSetuid
	}
	if mode&syscall.S_ISVTX != 0 {
		m |= fs.ModeSticky
	}
	return m
}

// typeMode is what the type of a directory entry says about the mode: the same
// number as in st_mode, shifted (getdents(2), IFTODT in dirent.h).
func typeMode(kind byte) fs.FileMode { return fileMode(uint32(kind) << 12) }
