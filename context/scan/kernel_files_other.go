//go:build !linux

package scan

import (
	"io/fs"
	"os"
)

// ofKernel is false: systems without Linux's views of the kernel have none
// among their directories, or one that answers (FreeBSD's procfs).
func ofKernel(string) bool { return false }

func ofKernelInside(*os.Root, string, fs.FileInfo) bool { return false }
