package rewrite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

var (
	errDirectory = errors.New("it is a directory")
	errMount     = errors.New("it is a mount of its own, as in a development container, and cannot be replaced")
)

// cause is what is wrong, in words for the file that was to be written, and
// without the name of any other.
func cause(err error) error {
	if err == nil {
		return nil
	}
	reason := err
	var at *fs.PathError
	var link *os.LinkError
	var call *os.SyscallError
	switch {
	case errors.As(err, &at):
		reason = at.Err
	case errors.As(err, &link):
		reason = link.Err
	case errors.As(err, &call):
		reason = call.Err
	}
	switch {
	case errors.Is(reason, syscall.EBUSY):
		return errMount
	case errors.Is(reason, syscall.EROFS), errors.Is(reason, fs.ErrPermission) && bare(reason):
		return fmt.Errorf("its directory cannot be written: %w", reason)
	}
	return reason
}

// bare reports whether an error is one of the system, with no words around it.
func bare(err error) bool {
	_, is := err.(syscall.Errno)
	return is
}
