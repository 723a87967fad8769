//go:build unix

package scan

import (
	"io/fs"
	"os"
	"syscall"
)

// fileID is the identity of what info describes.
func fileID(info fs.FileInfo) FileID {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return FileID{}
	}
	return FileID{Device: uint64(st.Dev), Inode: uint64(st.Ino)}
}

// hardLink is the identity of a file that has more than one name.
func hardLink(info fs.FileInfo) (FileID, bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok || st.Nlink < 2 {
		return FileID{}, false
	}
	return fileID(info), true
}

// rawDevice is the number of a block or character device.
func rawDevice(info fs.FileInfo) uint64 {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0
	}
	return uint64(st.Rdev)
}

// Allocated is how many bytes a file below root takes on the disk: less than
// its size where it has holes. Links are not followed.
func Allocated(root, name string) (bytes int64, ok bool) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return 0, false
	}
	defer r.Close()
	info, err := r.Lstat(name)
	if err != nil {
		return 0, false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	const block = 512 // whatever the file system's own (stat(2))
	return st.Blocks * block, true
}
