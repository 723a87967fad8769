package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// A maker makes files. The first error stays.
type maker struct {
	ctx context.Context
	err error
}

// do does something, unless something before it failed or the user interrupts.
func (m *maker) do(f func() error) {
	if m.err == nil {
		m.err = context.Cause(m.ctx)
	}
	if m.err == nil {
		m.err = f()
	}
}

func (m *maker) write(path, text string) {
	m.do(func() error {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, []byte(text), 0o644)
	})
}

// dockerfile asks for the whole context.
func (m *maker) dockerfile(dir string) {
	m.write(filepath.Join(dir, "Dockerfile"), "FROM scratch\nCOPY . /\n")
}

// files makes so many empty files.
func (m *maker) files(dir string, n int) {
	m.do(func() error {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		fd, err := unix.Open(dir, unix.O_DIRECTORY|unix.O_RDONLY, 0)
		if err != nil {
			return err
		}
		defer unix.Close(fd)
		for i := range n {
			if err := empty(fd, fmt.Sprintf("file-%d", i)); err != nil {
				return fmt.Errorf("file %d of %s: %w", i, dir, err)
			}
		}
		return nil
	})
}

// empty makes an empty file in an open directory.
func empty(dir int, name string) error {
	fd, err := unix.Openat(dir, name, unix.O_CREAT|unix.O_WRONLY|unix.O_CLOEXEC, 0o644)
	if err != nil {
		return err
	}
	return unix.Close(fd)
}

// hollow makes a file that has a size and takes no space.
func (m *maker) hollow(path string, size int64) {
	m.write(path, "")
	m.do(func() error { return os.Truncate(path, size) })
}

// chain makes directories in each other, whose path is longer than any path may be.
func (m *maker) chain(dir string, levels int) {
	m.do(func() error {
		fd, err := unix.Open(dir, unix.O_DIRECTORY|unix.O_RDONLY, 0)
		if err != nil {
			return err
		}
		defer func() { unix.Close(fd) }()
		for range levels {
			if err := unix.Mkdirat(fd, "level", 0o755); err != nil {
				return err
			}
			if err := empty(fd, "file"); err != nil {
				return err
			}
			next, err := unix.Openat(fd, "level", unix.O_DIRECTORY|unix.O_RDONLY, 0)
			if err != nil {
				return err
			}
			unix.Close(fd)
			fd = next
		}
		return nil
	})
}

// remove removes a directory, however deep. The function of package os may need a
// descriptor for each level.
func remove(dir string) {
	if err := exec.Command("rm", "-rf", "--", dir).Run(); err != nil {
		fmt.Fprintf(os.Stderr, "scale: %s is left behind: %v\n", dir, err)
	}
}
