//go:build linux || darwin

package scan

import (
	"bytes"
	"errors"
	"syscall"

	"golang.org/x/sys/unix"
)

// names are the names of the attributes of what is at path, each with a zero
// byte behind it. Links are not followed. Nothing at all is no error, nor is a
// path that is too long: the builders never get to ask about that.
func (w *attributeWorker) names(path string) (string, error) {
	n, err := w.sized(&w.listed, func(into []byte) (int, error) { return unix.Llistxattr(path, into) })
	switch {
	case err == nil:
		return string(w.listed[:n]), nil
	case errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.ENAMETOOLONG), gone(err):
		return "", nil
	}
	return "", err
}

// read is the value of an attribute.
func (w *attributeWorker) read(path, name string) ([]byte, bool) {
	n, err := w.sized(&w.value, func(into []byte) (int, error) { return unix.Lgetxattr(path, name, into) })
	return bytes.Clone(w.value[:max(n, 0)]), err == nil
}

// sized makes a call that fills a buffer and fails with ERANGE when that is
// too small, with one that is as large as it needs to be.
func (w *attributeWorker) sized(buffer *[]byte, call func([]byte) (int, error)) (int, error) {
	if *buffer == nil {
		*buffer = make([]byte, 256)
	}
	for {
		n, err := call(*buffer)
		if !errors.Is(err, syscall.ERANGE) {
			return n, err
		}
		*buffer = make([]byte, 4*len(*buffer))
	}
}
