// Package rewrite is the one door by which the program writes a user's file:
// wholly or not at all, never through a symbolic link, and never over what
// somebody else has saved meanwhile.
package rewrite

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"

	"github.com/buildctx/buildctx/context/scan"
)

// ErrChanged is the error when the file is not what it was when it was read.
var ErrChanged = errors.New("it changed since it was read, and nothing was written")

// A WrittenError is what went wrong when the file had its new content.
type WrittenError struct{ error }

// Unwrap returns what went wrong.
func (e *WrittenError) Unwrap() error { return e.error }

// newFileMode is the permission of a file that did not exist, less the umask.
const newFileMode = 0o644

// Replace gives the file the content after. It must still have the content
// before; a missing file is an empty one. Owner, permission, access list and
// extended attributes stay. What cannot be kept is refused, and the file is as
// it was then, as it is with every error but a [WrittenError]. The error says
// in a clause what is wrong, without the name of the file.
func (p Place) Replace(before, after []byte) error {
	root, err := os.OpenRoot(p.Root)
	if err != nil {
		return cause(err)
	}
	defer root.Close()
	dir, err := root.OpenRoot(path.Dir(p.Name))
	if err != nil {
		return cause(err)
	}
	defer dir.Close()
	base := path.Base(p.Name)
	old, err := openOld(dir, base, before)
	if err != nil {
		return cause(err)
	}
	if old != nil {
		defer old.Close()
	}
	return replace(dir, base, old, before, after)
}

// openOld opens the file that is to be replaced; nil if there is none.
func openOld(dir *os.Root, base string, before []byte) (*os.File, error) {
	info, err := dir.Lstat(base)
	switch {
	case errors.Is(err, fs.ErrNotExist) && len(before) == 0:
		return nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, ErrChanged
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, ErrChanged // links were resolved when the place was found
	case info.IsDir():
		return nil, errDirectory
	case !info.Mode().IsRegular():
		return nil, scan.ErrNotRegular
	}
	if err := replaceable(dir, base, info); err != nil {
		return nil, err
	}
	f, err := dir.Open(base)
	if err != nil {
		return nil, err
	}
	if err := holds(f, before); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// replace writes the new content aside and puts it in place of the old.
func replace(dir *os.Root, base string, old *os.File, before, after []byte) error {
	d, err := newDraft(dir, base, old)
	if err != nil {
		return cause(err)
	}
	if err := d.complete(old, after); err != nil {
		return d.abandon(cause(err))
	}
	if old == nil {
		err = d.create()
	} else {
		err = d.replace(before)
	}
	if done := (*WrittenError)(nil); err != nil && !errors.As(err, &done) {
		return d.abandon(cause(err))
	}
	if left := d.discard(); err == nil && left != nil {
		err = &WrittenError{fmt.Errorf("%s is left behind and cannot be removed: %w", d.name, left)}
	}
	if lost := syncDir(dir); err == nil && lost != nil {
		err = &WrittenError{fmt.Errorf("it is not known to be on the disk: %w", cause(lost))}
	}
	return err
}

// holds is [ErrChanged] unless a file holds a content.
func holds(f *os.File, content []byte) error {
	now, err := io.ReadAll(io.LimitReader(f, int64(len(content))+1))
	if err == nil && !bytes.Equal(now, content) {
		return ErrChanged
	}
	return err
}

// stillHolds is the same for what has a name.
func stillHolds(dir *os.Root, name string, content []byte) error {
	info, err := dir.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrChanged
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return ErrChanged
	}
	f, err := dir.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return holds(f, content)
}

// inTheWay is the error where the name of a draft is taken.
func inTheWay(name string) error {
	return fmt.Errorf("%s is in the way, perhaps left behind by a write that was cut short; look at it and remove it", name)
}
