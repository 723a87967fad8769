package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"
)

// ErrTooLarge is the reason for not reading a file that is longer than the
// caller allows.
var ErrTooLarge = errors.New("file is too large")

// ErrNotRegular is the reason for not opening a FIFO, socket or device.
var ErrNotRegular = errors.New("not a regular file")

// ErrKernelFile is the reason for not opening a file of procfs, sysfs and the
// like: reading it may wait for ever, or change something.
var ErrKernelFile = errors.New("not a file on a disk, but a view of the kernel")

// ErrOutside is the reason for not following a symbolic link that leads out of
// the directory that may be read.
var ErrOutside = errors.New("a symlink leads out of the build context")

// ErrNoAnswer is the reason for giving up on a file whose file system does not
// answer.
var ErrNoAnswer = fmt.Errorf("the file system does not answer within %v", answerTime)

// ReadFile reads the file called name, slash-separated, below the directory
// root. Symbolic links are followed as a builder follows them inside of a
// snapshot of root: the root is the top, so "/" in a target means root, and
// ".." in root is root again. Nothing outside of root is ever opened.
//
// The error of a missing file is [fs.ErrNotExist], that of a directory
// [syscall.EISDIR], that of any other thing that is not a regular file
// [ErrNotRegular], that of a file of more than limit bytes [ErrTooLarge], that
// of links that lead in a circle [syscall.ELOOP], that of a file on procfs or
// the like [ErrKernelFile], that of a dead file system [ErrNoAnswer]. The Op of
// the [fs.PathError] is "read" only if the file was opened and reading it
// failed. A negative limit means none.
func ReadFile(root, name string, limit int64) ([]byte, error) {
	return withTimeout(func() ([]byte, error) { return readInside(root, name, limit, clamp) })
}

// ReadInside reads a file like [ReadFile], for whoever is no builder: a
// symbolic link that leads out of root, as every absolute one does, is not
// followed, and the error is [ErrOutside].
func ReadInside(root, name string, limit int64) ([]byte, error) {
	return withTimeout(func() ([]byte, error) { return readInside(root, name, limit, refuse) })
}

// ReadHead reads the first bytes of a file like [ReadInside], n at most and
// fewer if the file is shorter. A file without a size has none: it is not
// opened.
func ReadHead(root, name string, n int) ([]byte, error) {
	return withTimeout(func() ([]byte, error) {
		f, err := openInside(root, name, -1, refuse, true)
		if f == nil {
			return nil, err
		}
		defer f.Close()
		return readAll(io.LimitReader(f, int64(n)), name, -1, sizeOf(f, n))
	})
}

// ReadFileFollow reads a file like [ReadFile], but path is any path of the
// system and its links may lead anywhere.
func ReadFileFollow(path string, limit int64) ([]byte, error) {
	return withTimeout(func() ([]byte, error) {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		f, err := openRegular(path, info, limit, func(flag int) (*os.File, error) {
			if isKernelFile(path) {
				return nil, &fs.PathError{Op: "open", Path: path, Err: ErrKernelFile}
			}
			return os.OpenFile(path, flag, 0)
		})
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return readAll(f, path, limit, 0)
	})
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
	return readAll(f, path, limit, 0)
}

// IsFile reports whether path leads to a regular file, wherever that is.
// Nothing is opened.
func IsFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func readInside(root, name string, limit int64, leaving leave) ([]byte, error) {
	f, err := openInside(root, name, limit, leaving, false)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, name, limit, 0)
}

// openInside opens a regular file below root. A file without a size is nil if
// it is not wanted.
func openInside(root, name string, limit int64, leaving leave, filled bool) (*os.File, error) {
	if f, ok, err := openBeneath(root, name, limit, filled); ok {
		return f, err
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	resolved, err := resolve(r, name, leaving)
	if err != nil {
		return nil, err
	}
	info, err := r.Lstat(resolved)
	if err != nil {
		return nil, err
	}
	if filled && info.Mode().IsRegular() && info.Size() == 0 {
		return nil, nil
	}
	return openRegular(name, info, limit, func(flag int) (*os.File, error) {
		if isKernelFileInside(r, resolved, info) {
			return nil, &fs.PathError{Op: "open", Path: name, Err: ErrKernelFile}
		}
		return r.OpenFile(resolved, flag, 0)
	})
}

// openRegular opens a file that info describes, unless it is anything but a
// regular file: opening a FIFO waits for a writer, and opening a device may
// do anything.
func openRegular(name string, info fs.FileInfo, limit int64, open func(flag int) (*os.File, error)) (*os.File, error) {
	if err := checkRegular(name, info, limit); err != nil {
		return nil, err
	}
	// Should it have become a FIFO since, O_NONBLOCK keeps the open from
	// waiting.
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

// readAll reads to the end, or fails where that is further than limit. It may
// be size bytes to there.
func readAll(r io.Reader, name string, limit, size int64) ([]byte, error) {
	if limit >= 0 {
		r = io.LimitReader(r, limit+1)
	}
	data := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err := data.ReadFrom(r)
	if err == nil && limit >= 0 && int64(data.Len()) > limit {
		return nil, tooLarge(name, limit)
	}
	return data.Bytes(), err
}

// sizeOf is how long a file says it is, or most if that is less.
func sizeOf(f *os.File, most int) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return min(info.Size(), int64(most))
}

func checkRegular(name string, info fs.FileInfo, limit int64) error {
	switch {
	case info.IsDir():
		return &fs.PathError{Op: "open", Path: name, Err: syscall.EISDIR}
	case !info.Mode().IsRegular():
		return &fs.PathError{Op: "open", Path: name, Err: ErrNotRegular}
	case limit >= 0 && info.Size() > limit:
		return tooLarge(name, limit)
	}
	return nil
}

func tooLarge(name string, limit int64) error {
	return &fs.PathError{Op: "open", Path: name, Err: fmt.Errorf("%w (more than %d bytes)", ErrTooLarge, limit)}
}

// answerTime is how long a file may take to be read. A network or FUSE file
// system may never answer, and no signal ends such a read.
const answerTime = 5 * time.Second

// withTimeout waits for what read gives, but not for ever.
func withTimeout(read func() ([]byte, error)) ([]byte, error) {
	type answer struct {
		data []byte
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		data, err := read()
		answers <- answer{data, err}
	}()
	timer := time.NewTimer(answerTime)
	defer timer.Stop()
	select {
	case a := <-answers:
		return a.data, a.err
	case <-timer.C:
		return nil, &fs.PathError{Op: "read", Err: ErrNoAnswer}
	}
}
