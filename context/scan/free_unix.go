//go:build unix

package scan

import "golang.org/x/sys/unix"

// Free is how many more files this process may open, counted up to a limit.
func Free(limit int) int {
	var open []int
	defer func() {
		for _, fd := range open {
			_ = unix.Close(fd)
		}
	}()
	for len(open) < limit {
		fd, err := unix.FcntlInt(0, unix.F_DUPFD_CLOEXEC, 0)
		if err != nil {
			break
		}
		open = append(open, fd)
	}
	return len(open)
}
