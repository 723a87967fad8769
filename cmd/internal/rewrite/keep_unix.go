//go:build unix

package rewrite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// onlyName refuses a file with other names: they would keep the old content.
func onlyName(info fs.FileInfo) error {
	if s, ok := info.Sys().(*syscall.Stat_t); ok && s.Nlink > 1 {
		return fmt.Errorf("it has %d names (hard links), and the others would keep the old content", s.Nlink)
	}
	return nil
}

// keepOwner gives the draft owner, group and permission of the old file.
func keepOwner(draft, old *os.File) error {
	was, err := old.Stat()
	if err != nil {
		return err
	}
	is, err := draft.Stat()
	if err != nil {
		return err
	}
	if to, ok := was.Sys().(*syscall.Stat_t); ok {
		from := is.Sys().(*syscall.Stat_t)
		if from.Uid != to.Uid || from.Gid != to.Gid {
			if err := draft.Chown(int(to.Uid), int(to.Gid)); errors.Is(err, fs.ErrPermission) {
				return fmt.Errorf("it belongs to another user or group (%d:%d), which cannot be kept", to.Uid, to.Gid)
			} else if err != nil {
				return err
			}
		}
	}
	if is, err = draft.Stat(); err != nil || is.Mode() == was.Mode() {
		return err
	}
	return draft.Chmod(was.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky))
}
