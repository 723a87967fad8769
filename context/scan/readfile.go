package scan

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// ErrTooLarge is the reason for not reading a file that is longer than the
// caller allows.
var ErrTooLarge = errors.New("file is too large")

// ErrNotRegular is the reason for not opening a FIFO, socket or device.
var ErrNotRegular = errors.New("not a regular file")

// maxLinks is how many symbolic links one name may lead through, as many as
// containerd's fs.RootPath allows, which resolves names for BuildKit
// (continuity fs/path.go).
const maxLinks = 255

// ReadFile reads the file called name, slash-separated, below the directory
// root. Symbolic links are followed as a builder follows them inside of a
// snapshot of root: the root is the top, so "/" in a target means root, and
// ".." in root is root again. Nothing outside of root is ever opened.
//
// The error of a missing file is [fs.ErrNotExist], that of a directory
// [syscall.EISDIR], that of any other thing that is not a regular file
// [ErrNotRegular], that of a file of more than limit bytes [ErrTooLarge], that
// of links that lead in a circle [syscall.ELOOP]. A negative limit means none.
func ReadFile(root, name string, limit int64) ([]byte, error) {
	f, err := openInside(root, name, limit)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, name, limit)
}

// ReadHead reads the first bytes of a file like [ReadFile], n at most and
// fewer if the file is shorter.
func ReadHead(root, name string, n int) ([]byte, error) {
	f, err := openInside(root, name, -1)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(n)))
}

func openInside(root, name string, limit int64) (*os.File, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	resolved, err := resolve(r, name)
	if err != nil {
		return nil, err
	}
	info, err := r.Lstat(resolved)
	if err != nil {
		return nil, err
	}
	return openRegular(name, info, limit, func(flag int) (*os.File, error) {
		return r.OpenFile(resolved, flag, 0)
	})
}

// ReadFileFollow reads a file like [ReadFile], but path is any path of the
// system and its links may lead anywhere.
func ReadFileFollow(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	f, err := openRegular(path, info, limit, func(flag int) (*os.File, error) {
		return os.OpenFile(path, flag, 0)
	})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, path, limit)
}

// ReadStream reads whatever path is, a FIFO or a device too, to its end. It is
// for what a user names on purpose, such as /dev/null or the output of another
// program; it waits as long as that takes. Over limit bytes the error is
// [ErrTooLarge].
func ReadStream(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, path, limit)
}

// resolve gives the name of what is meant by name, free of links and "..".
// The root would refuse a link that leads outside; here it is led back inside.
func resolve(root *os.Root, name string) (string, error) {
	todo := strings.Split(filepath.ToSlash(name), "/")
	at := "."
	for links := 0; len(todo) > 0; {
		component := todo[0]
		todo = todo[1:]
		switch component {
		case "", ".":
			continue
		case "..":
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
			if path.IsAbs(target) {
				at = "."
			}
			todo = append(strings.Split(target, "/"), todo...)
		case !info.IsDir() && len(todo) > 0:
			return "", &fs.PathError{Op: "open", Path: name, Err: syscall.ENOTDIR}
		default:
			at = next
		}
	}
	return at, nil
}

// openRegular opens a file that info describes, unless it is anything but a
// regular file: opening a FIFO waits for a writer, and opening a device may
// do anything.
func openRegular(name string, info fs.FileInfo, limit int64, open func(flag int) (*os.File, error)) (*os.File, error) {
	if err := checkRegular(name, info, limit); err != nil {
		return nil, err
	}
	// Should it have become a FIFO since, O_NONBLOCK keeps the open from waiting.
	f, err := open(os.O_RDONLY | syscall.O_NONBLOCK)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err == nil {
		err = checkRegular(name, info, limit)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func readAll(f *os.File, name string, limit int64) ([]byte, error) {
	if limit < 0 {
		return io.ReadAll(f)
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, tooLarge(name, limit)
	}
	return data, err
}

func checkRegular(name string, info fs.FileInfo, limit int64) error {
	switch {
	case info.IsDir():
		return &fs.PathError{Op: "read", Path: name, Err: syscall.EISDIR}
	case !info.Mode().IsRegular():
		return &fs.PathError{Op: "read", Path: name, Err: ErrNotRegular}
	case limit >= 0 && info.Size() > limit:
		return tooLarge(name, limit)
	}
	return nil
}

func tooLarge(name string, limit int64) error {
	return &fs.PathError{Op: "read", Path: name, Err: fmt.Errorf("%w (more than %d bytes)", ErrTooLarge, limit)}
}
