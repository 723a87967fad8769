//go:build unix && !linux

package git

import (
	"os/exec"
	"syscall"
)

// alone gives git a process group, so that all that it has started ends with
// it.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
