//go:build amd64 || arm64 || riscv64

package scan

import "golang.org/x/sys/unix"

// onLocal tells whether an open directory is on one of the file systems that
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
