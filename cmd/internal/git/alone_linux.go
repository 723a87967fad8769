package git

import (
	"os/exec"
	"syscall"
)

// alone gives git a process group, so that all that it has started ends with
// it, and has it end when this program is killed.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
