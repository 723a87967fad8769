//go:build amd64 || arm64 || riscv64

package scan

import (
	"io/fs"
	"syscall"
)

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
