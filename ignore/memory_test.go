package ignore_test

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"syscall"

	"github.com/buildctx/buildctx/ignore"
)

// memory is a file system for tests of Locate: absolute paths to what is there.
type memory map[string]entry

// entry is a file, or a link, or something that cannot be read.
type entry struct {
	content string
	link    string
	err     error
}

func (m memory) reader() ignore.Reader {
	return ignore.Reader{
		Inside: func(root, name string, _ int64) ([]byte, error) { return m.read(root, name) },
		Follow: func(path string, _ int64) ([]byte, error) { return m.read("/", path) },
		IsFile: func(path string) bool {
			_, err := m.read("/", path)
			return err == nil
		},
	}
}

// read resolves links of the last component as if root were the root of the
// file system.
func (m memory) read(root, name string) ([]byte, error) {
	name = path.Join("/", name)
	for range 40 {
		full := path.Join(root, name)
		e, ok := m[full]
		switch {
		case !ok && m.isDir(full):
			return nil, &fs.PathError{Op: "read", Path: full, Err: syscall.EISDIR}
		case !ok:
			return nil, &fs.PathError{Op: "open", Path: full, Err: fs.ErrNotExist}
		case errors.As(e.err, new(*fs.PathError)):
			return nil, e.err
		case e.err != nil:
			return nil, &fs.PathError{Op: "open", Path: full, Err: e.err}
		case e.link == "":
			return []byte(e.content), nil
		case path.IsAbs(e.link):
			name = path.Clean(e.link)
		default:
			name = path.Join("/", path.Dir(name), e.link)
		}
	}
	return nil, fmt.Errorf("open %s: %w", name, syscall.ELOOP)
}

func (m memory) isDir(dir string) bool {
	for name := range m {
		if strings.HasPrefix(name, dir+"/") {
			return true
		}
	}
	return false
}
