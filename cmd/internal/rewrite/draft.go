package rewrite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// A draft is the new content of a file on its way to the disk. Where the system
// can, it has no name until it is complete, so that nothing is left behind
// whatever happens to the program.
type draft struct {
	dir  *os.Root
	base string
	file *os.File
	name string // in dir; empty for one without a name
}

// suffix makes the name of a draft from that of the file.
const suffix = ".buildctx~"

// newNamedDraft makes a draft that has a name from the start.
func newNamedDraft(dir *os.Root, base string, mode fs.FileMode) (*draft, error) {
	name := base + suffix
	var file *os.File
	err := unlessTaken(name, func() (err error) {
		file, err = dir.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &draft{dir: dir, base: base, file: file, name: name}, nil
}

// unlessTaken makes something that has the name of a draft. Another writer has
// the same name for a moment.
func unlessTaken(name string, make func() error) error {
	const tries, pause = 100, 10 * time.Millisecond
	for range tries {
		err := make()
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		time.Sleep(pause)
	}
	return inTheWay(name)
}

// modeFor is the permission of a draft: that of the old file, so that nobody
// reads it who may not read that.
func modeFor(old *os.File) fs.FileMode {
	if old != nil {
		if info, err := old.Stat(); err == nil {
			return info.Mode().Perm() | ownerWrites
		}
	}
	return newFileMode
}

// ownerWrites has the draft be written until it gets its own permission.
const ownerWrites = 0o200

// complete gives the draft its content and what it is to have of the old file,
// and has that reach the disk.
func (d *draft) complete(old *os.File, content []byte) error {
	if _, err := d.file.Write(content); err != nil {
		return err
	}
	if old != nil {
		if err := keep(d.file, old); err != nil {
			return err
		}
	}
	return d.file.Sync()
}

// abandon discards the draft because of an error, which also says what is left
// of it.
func (d *draft) abandon(err error) error {
	if left := d.discard(); left != nil {
		return fmt.Errorf("%w; %s is left behind and cannot be removed: %w", err, d.name, left)
	}
	return err
}

// discard closes the draft, and removes what has its name, if it has one. That
// fails where the draft and the file have changed places and then the disk does
// not work any more.
func (d *draft) discard() error {
	d.file.Close() // it was synced
	if d.name == "" {
		return nil
	}
	if err := d.dir.Remove(d.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cause(err)
	}
	return nil
}

// createNamed makes the draft the file, which must not be there yet.
func (d *draft) createNamed() error {
	err := d.dir.Link(d.name, d.base)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return ErrChanged
	}
	// There are file systems without hard links.
	if _, err := d.dir.Lstat(d.base); !errors.Is(err, fs.ErrNotExist) {
		return ErrChanged
	}
	return d.rename()
}

// replaceNamed puts the draft in the place of a file that must still have the
// content before. What somebody saves between the two lines is lost; Linux has
// a way around that.
func (d *draft) replaceNamed(before []byte) error {
	if err := stillHolds(d.dir, d.base, before); err != nil {
		return err
	}
	return d.rename()
}

func (d *draft) rename() error {
	err := d.dir.Rename(d.name, d.base)
	if err == nil {
		d.name = ""
	}
	return err
}
