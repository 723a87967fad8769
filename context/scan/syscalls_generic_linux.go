//go:build arm64 || riscv64

package scan

import "syscall"

// sysFstatat has its plain name on the newer ports.
const sysFstatat = syscall.SYS_FSTATAT
