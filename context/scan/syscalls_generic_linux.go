//go:build arm64 || riscv64

package scan

import "syscall"

// The newer ports call the same system call by its plain name.
const sysFstatat = syscall.SYS_FSTATAT
