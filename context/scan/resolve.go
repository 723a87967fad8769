package scan

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// maxLinks is how many symbolic links one name may lead through, as many as
// containerd's fs.RootPath allows, which resolves names for BuildKit
// (continuity fs/path.go).
const maxLinks = 255

// A leave says what becomes of a symbolic link that leads out of the root.
type leave bool

const (
	// clamp leads it back inside: "/" is the root, and so is ".." in it.
	clamp leave = false
	// refuse is the error [ErrOutside].
	refuse leave = true
)

// Resolve gives the path below root of what is meant by name, free of symbolic
// links and "..", as [ReadFile] finds it.
func Resolve(root, name string) (string, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return "", err
	}
	defer r.Close()
	return resolve(r, name, clamp)
}

// Leaves reports whether a path that is written below the directory root leads
// out of it, by way of symbolic links that may lead anywhere. What is not there
// leads nowhere.
func Leaves(root, name string) bool {
	top, errTop := filepath.EvalSymlinks(root)
	real, errReal := filepath.EvalSymlinks(name)
	return errTop == nil && errReal == nil && IsBelow(root, name) && !IsBelow(top, real)
}

// IsBelow reports whether a path is written below a directory, or is that
// itself, whatever links are on the way.
func IsBelow(dir, path string) bool {
	dir, errDir := filepath.Abs(dir)
	path, errPath := filepath.Abs(path)
	rel, err := filepath.Rel(dir, path)
	return errDir == nil && errPath == nil && err == nil && filepath.IsLocal(rel)
}

// resolve gives the name of what is meant by name, free of links and "..".
// [os.Root] resolves links too, but refuses those that lead outside, where a
// builder does not.
func resolve(root *os.Root, name string, leaving leave) (string, error) {
	todo := strings.Split(filepath.ToSlash(name), "/")
	at := "."
	linked := false // the rest of todo, or some of it, comes from a link
	for links := 0; len(todo) > 0; {
		component := todo[0]
		todo = todo[1:]
		switch component {
		case "", ".":
			continue
		case "..":
			if at == "." && linked && leaving == refuse {
				return "", &fs.PathError{Op: "open", Path: name, Err: ErrOutside}
			}
			at = path.Dir(at)
			continue
		}
		next := path.Join(at, component)
		info, err := root.Lstat(next)
		if err != nil {
			return "", err
		}
		switch mode := info.Mode(); {
		case mode&fs.ModeSymlink != 0:
			if links++; links > maxLinks {
				return "", &fs.PathError{Op: "open", Path: name, Err: syscall.ELOOP}
			}
			target, err := root.Readlink(next)
			if err != nil {
				return "", err
			}
			target = filepath.ToSlash(target)
			if path.IsAbs(target) || filepath.IsAbs(target) {
				if leaving == refuse {
					return "", &fs.PathError{Op: "open", Path: name, Err: ErrOutside}
				}
				at = "."
			}
			todo, linked = append(strings.Split(target, "/"), todo...), true
		case !info.IsDir() && len(todo) > 0:
			return "", &fs.PathError{Op: "open", Path: name, Err: syscall.ENOTDIR}
		default:
			at = next
		}
	}
	return at, nil
}
