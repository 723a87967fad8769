// Package rewrite replaces a user's file by a new version of it, wholly or
// not at all.
package rewrite

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2/maybe"

	"github.com/buildctx/buildctx/context/scan"
)

// ErrChanged is the error when the file is not what it was when it was read.
var ErrChanged = errors.New("the file has changed meanwhile")

// newFileMode is the permission of a file that did not exist.
const newFileMode = 0o644

// File replaces the content of a file, which must still be before; a missing
// file is an empty one. The new content appears at once or not at all, the
// permissions stay, and a symbolic link stays a link: what it leads to is
// replaced.
func File(path string, before, after []byte) error {
	real, err := filepath.EvalSymlinks(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !isLink(path):
		real = path
	case err != nil:
		return fmt.Errorf("writing %s: %w", path, err)
	}
	mode := fs.FileMode(newFileMode)
	now, err := scan.ReadFileFollow(real, -1)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	old, err := os.Stat(real)
	if err == nil {
		mode = old.Mode().Perm()
	} else {
		old = nil
	}
	if !bytes.Equal(now, before) {
		return fmt.Errorf("writing %s: %w", path, ErrChanged)
	}
	if err := maybe.WriteFile(real, after, mode); err != nil {
		return fmt.Errorf("writing %s: %w", path, cause(err))
	}
	if err := keepOwner(real, old); err != nil {
		return fmt.Errorf("%s is written, and its owner has changed: %w", path, err)
	}
	return nil
}

// cause is what is wrong, without the name of the file that was to take the
// place of the other.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) && errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("its directory may not be written: %w", at.Err)
	}
	if at != nil {
		return at.Err
	}
	return err
}

func isLink(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}
