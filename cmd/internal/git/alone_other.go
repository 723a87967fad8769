//go:build !unix

package git

import "os/exec"

// alone has nothing to do where there are no process groups.
func alone(*exec.Cmd) {}
