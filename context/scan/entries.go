package scan

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// An Entry describes a file or directory to [FromEntries].
type Entry struct {
	// Path is slash-separated and relative to the root; "." is the root itself.
	Path string
	Mode fs.FileMode
	// Size is in bytes. That of a symbolic link may be left out and is then the
	// length of the target; that of a directory is ignored.
	Size int64
	// ModTime is in nanoseconds since the beginning of 1970.
	ModTime int64
	// Target is what a symbolic link points to.
	Target string
	// ID is given to the entries that are hard links to one file.
	ID FileID
	// Device is the number of a device.
	Device uint64
}

// impliedMode is the mode of directories that no entry describes.
const impliedMode = fs.ModeDir | 0o755

// FromEntries makes a listing without looking at any file system, from entries
// in any order. Directories that are only implied by the paths of others are
// added with permissions 0755 and time 0. The root is what [Listing.Root] will
// be. An error is returned for paths that cannot be those of a tree: a path
// given twice, a child of something that is not a directory, an empty, "." or
// ".." component.
func FromEntries(root string, entries []Entry) (*Listing, error) {
	sorted := slices.Clone(entries)
	for i := range sorted {
		if err := checkPath(sorted[i].Path); err != nil {
			return nil, err
		}
		if sorted[i].Path == "." {
			sorted[i].Path = ""
		}
	}
	slices.SortStableFunc(sorted, func(a, b Entry) int { return comparePaths(a.Path, b.Path) })

	a := newAppender(root)
	if len(sorted) == 0 || sorted[0].Path != "" {
		sorted = slices.Insert(sorted, 0, Entry{Mode: impliedMode})
	}
	// open is the chain of directories from the root down to where the last
	// entry was put.
	type dir struct {
		entry uint32
		path  string
	}
	var open []dir
	for n, e := range sorted {
		if n > 0 && e.Path == sorted[n-1].Path {
			return nil, fmt.Errorf("path %q is given twice", e.Path)
		}
		for len(open) > 1 && !below(e.Path, open[len(open)-1].path) {
			a.close(open[len(open)-1].entry)
			open = open[:len(open)-1]
		}
		for {
			var parent dir
			if len(open) > 0 {
				parent = open[len(open)-1]
			}
			rest := strings.TrimPrefix(e.Path[len(parent.path):], "/")
			name, more, deeper := strings.Cut(rest, "/")
			if !deeper {
				i, err := a.entry(parent.entry, name, e)
				if err != nil {
					return nil, fmt.Errorf("path %q: %w", e.Path, err)
				}
				if e.Mode.IsDir() {
					open = append(open, dir{i, e.Path})
				}
				break
			}
			path := e.Path[:len(e.Path)-len(more)-1]
			if n > 0 && sorted[n-1].Path == path {
				return nil, fmt.Errorf("path %q is in %q, which is not a directory", e.Path, path)
			}
			i, err := a.add(parent.entry, name, impliedMode, 0, 0)
			if err != nil {
				return nil, err
			}
			open = append(open, dir{i, path})
		}
	}
	for _, d := range open {
		a.close(d.entry)
	}
	return a.finish(), nil
}

// entry adds what e describes.
func (a *appender) entry(parent uint32, name string, e Entry) (uint32, error) {
	switch {
	case name == "" && !e.Mode.IsDir():
		return 0, errors.New("the root is not a directory")
	case e.Mode.IsDir():
		e.Size = 0
	case e.Mode&fs.ModeSymlink != 0 && e.Size == 0:
		e.Size = int64(len(e.Target))
	}
	i, err := a.add(parent, name, e.Mode, e.Size, e.ModTime)
	if err != nil {
		return 0, err
	}
	if e.Mode&fs.ModeSymlink != 0 {
		a.l.Targets[i] = e.Target
	}
	if e.Mode&fs.ModeDevice != 0 {
		a.l.Devices[i] = e.Device
	}
	if e.ID != (FileID{}) && !e.Mode.IsDir() {
		a.l.Links = append(a.l.Links, Link{i, e.ID})
	}
	return i, nil
}

// below reports whether path is in the directory dir, at any depth.
func below(path, dir string) bool {
	return dir == "" || strings.HasPrefix(path, dir) && len(path) > len(dir) && path[len(dir)] == '/'
}

// checkPath refuses what cannot be the path of an entry.
func checkPath(path string) error {
	if path == "." {
		return nil
	}
	for component := range strings.SplitSeq(path, "/") {
		if component == "" || component == "." || component == ".." || strings.IndexByte(component, 0) >= 0 {
			return fmt.Errorf("path %q is not a clean relative path", path)
		}
	}
	return nil
}

// comparePaths orders paths as a listing has them. The slash comes before any
// other byte, so that what is in a directory follows directly on it: a, a/b,
// a-b.
func comparePaths(a, b string) int {
	for i := range min(len(a), len(b)) {
		switch {
		case a[i] == b[i]:
		case a[i] == '/':
			return -1
		case b[i] == '/':
			return 1
		default:
			return int(a[i]) - int(b[i])
		}
	}
	return len(a) - len(b)
}
