package scan

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// An openDirectory is a directory that is looked at while others may rename it,
// or put a symbolic link in its place: what is looked at is what info
// describes, or nothing. It may be closed meanwhile.
type openDirectory struct {
	path    string
	info    fs.FileInfo
	entries []fs.DirEntry
	root    *os.Root // nil if it is closed
}

// read reads the entries, by name; what was read before an error is kept.
func (d *openDirectory) read() error {
	f, err := os.Open(d.itself())
	if err != nil {
		return err
	}
	defer f.Close()
	is, err := f.Stat()
	if err := d.confirm(is, err); err != nil {
		return err
	}
	d.entries, err = f.ReadDir(-1)
	slices.SortFunc(d.entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return err
}

// itself is the path with a separator at the end: opening what has become a
// FIFO would wait, and is an error so.
func (d *openDirectory) itself() string { return d.path + string(filepath.Separator) }

// confirm is an error unless something is the directory.
func (d *openDirectory) confirm(is fs.FileInfo, err error) error {
	if err == nil && !os.SameFile(is, d.info) {
		return errChanged
	}
	return err
}

// open opens it for questions about its entries, unless it is open. Other than
// reading it that takes the permission to search it.
func (d *openDirectory) open() error {
	if d.root != nil {
		return nil
	}
	root, err := os.OpenRoot(d.itself())
	if err != nil {
		return err
	}
	if err := d.confirm(root.Stat(".")); err != nil {
		root.Close()
		return err
	}
	d.root = root
	return nil
}

// close closes it.
func (d *openDirectory) close() {
	if d.root != nil {
		d.root.Close()
		d.root = nil
	}
}

// status is that of an entry, of a symbolic link itself.
func (d *openDirectory) status(name string) (fs.FileInfo, error) {
	if err := d.open(); err != nil {
		return nil, err
	}
	return d.root.Lstat(name)
}

// target is where a symbolic link leads.
func (d *openDirectory) target(name string) (string, error) {
	if err := d.open(); err != nil {
		return "", err
	}
	return d.root.Readlink(name)
}
