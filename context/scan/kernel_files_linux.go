package scan

import (
	"io/fs"
	"os"
	"slices"
	"syscall"

	"golang.org/x/sys/unix"
)

// kernelFileSystems are those whose files are made by the kernel when they are
// read (statfs(2)).
var kernelFileSystems = []int64{
	unix.PROC_SUPER_MAGIC, unix.SYSFS_MAGIC, unix.DEBUGFS_MAGIC, unix.TRACEFS_MAGIC, unix.CGROUP_SUPER_MAGIC, unix.CGROUP2_SUPER_MAGIC,
	unix.SECURITYFS_MAGIC, unix.SELINUX_MAGIC, unix.SMACK_MAGIC, unix.BPF_FS_MAGIC, unix.PSTOREFS_MAGIC, unix.EFIVARFS_MAGIC,
	unix.BINFMTFS_MAGIC, unix.DEVPTS_SUPER_MAGIC, unix.NSFS_MAGIC, unix.RDTGROUP_SUPER_MAGIC, configfsMagic,
}

// configfsMagic is in no header of the kernel (fs/configfs/mount.c).
const configfsMagic = 0x62656570

// isKernelFile reports whether a path leads to a file of the kernel's own.
func isKernelFile(path string) bool {
	var s unix.Statfs_t
	return unix.Statfs(path, &s) == nil && slices.Contains(kernelFileSystems, int64(s.Type))
}

// isKernelFileInside is the same for the name of a file below a root. What lies
// on the device of the root is what the root is.
func isKernelFileInside(root *os.Root, name string, info fs.FileInfo) bool {
	top, err := root.Stat(".")
	if err != nil {
		return false
	}
	if device(top) == device(info) {
		return isKernelFile(root.Name())
	}
	f, err := root.OpenFile(name, unix.O_PATH, 0) // which opens nothing
	if err != nil {
		return false
	}
	defer f.Close()
	var s unix.Statfs_t
	return unix.Fstatfs(int(f.Fd()), &s) == nil && slices.Contains(kernelFileSystems, int64(s.Type))
}

func device(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Dev)
	}
	return 0
}
