package rewrite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A Place is where a file is written: Name, with slashes, below the directory
// Root. No part of Name was a symbolic link when the place was found.
type Place struct {
	Root, Name string
	// Linked says that the user knows the file by another name, which is a
	// symbolic link or leads through one.
	Linked bool
}

// Path is the file on the disk.
func (p Place) Path() string { return filepath.Join(p.Root, filepath.FromSlash(p.Name)) }

// ErrOutside is the error for a name that leads out of the directory in which
// it lies.
var ErrOutside = errors.New("it is a symlink to a file outside the build context")

// At finds the place of a file that is known under a path, and that is really
// found at real, free of links; empty for a file that is not there. Where the
// path is written below dir the place is below dir too, and the error is
// [ErrOutside] if it is not. Any other path is the user's own choice.
func At(dir, path, real string) (Place, error) {
	root, err := absolute(dir)
	if err != nil {
		return Place{}, err
	}
	parent, err := absolute(filepath.Dir(path))
	if err != nil {
		return Place{}, err
	}
	shown := filepath.Join(parent, filepath.Base(path))
	if real == "" {
		real = shown
	}
	if rel, inside := writtenBelow(dir, path); inside {
		shown = filepath.Join(root, rel)
	} else {
		root = filepath.Dir(real)
	}
	name, inside := below(root, real)
	if !inside {
		return Place{}, ErrOutside
	}
	return Place{Root: root, Name: filepath.ToSlash(name), Linked: real != shown}, nil
}

// Follow finds the place of a file that the user names, like [At]; links lead
// where they do for every program.
func Follow(dir, path string) (Place, error) {
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, there := os.Lstat(path); there == nil {
			return Place{}, errors.New("it is a symlink to nothing")
		}
		return At(dir, path, "")
	}
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return Place{}, cause(err)
	}
	return At(dir, path, real)
}

// writtenBelow is a path as seen from a directory if it is written so,
// whatever links are on the way.
func writtenBelow(dir, path string) (string, bool) {
	dir, errDir := filepath.Abs(dir)
	path, errPath := filepath.Abs(path)
	rel, inside := below(dir, path)
	return rel, inside && errDir == nil && errPath == nil
}

// absolute is the absolute path of a directory, links resolved.
func absolute(dir string) (string, error) {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", cause(err)
	}
	return filepath.Abs(dir)
}

// below is a path seen from a directory, if it lies in there.
func below(dir, path string) (string, bool) {
	rel, err := filepath.Rel(dir, path)
	return rel, err == nil && filepath.IsLocal(rel)
}
