package scan

import (
	"bytes"
	"os"

	"golang.org/x/sys/unix"
)

// rootReadsAll reports whether the user 0 may read every file. It may not after
// it gave up the capabilities for it, as in a container with dropped
// capabilities, nor files of users that its user namespace does not have, as
// in a rootless container.
func rootReadsAll() bool {
	const mayRead = 1<<unix.CAP_DAC_OVERRIDE | 1<<unix.CAP_DAC_READ_SEARCH
	var data [2]unix.CapUserData
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	if err := unix.Capget(&header, &data[0]); err != nil || data[0].Effective&mayRead == 0 {
		return false
	}
	users, err := os.ReadFile("/proc/self/uid_map")
	return err == nil && bytes.Equal(bytes.Join(bytes.Fields(users), []byte(" ")), []byte("0 0 4294967295"))
}
