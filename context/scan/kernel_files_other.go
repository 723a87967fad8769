//go:build !linux

package scan

import (
	"io/fs"
	"os"
)

// isKernelFile is false: systems without Linux's views of the kernel have none
// among their directories, or one that answers (FreeBSD's procfs).
func isKernelFile(string) bool { return false }

func isKernelFileInside(*os.Root, string, fs.FileInfo) bool { return false }
