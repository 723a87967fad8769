//go:build unix

package scan

import (
	"os"
	"syscall"
)

// Allocated is how many bytes a file below root takes on the disk: less than its
// size where it has holes. Links are not followed.
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
