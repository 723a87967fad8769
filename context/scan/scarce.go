package scan

import (
	"errors"
	"syscall"
)

// Scarce reports whether an error means that this process, or the system, has
// no file descriptor left.
func Scarce(err error) bool {
	return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}
