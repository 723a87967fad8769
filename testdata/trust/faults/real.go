package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// real has all commands meet disks and limits that are what they seem.
func (s *stage) real() error {
	if err := s.few(); err != nil {
		return err
	}
	if err := s.unread(); err != nil {
		return err
	}
	if os.Geteuid() != 0 {
		fmt.Println("without root: no full and read-only disks, and no directory of somebody else's")
		return nil
	}
	if err := s.disk("a full disk", "no space left on device", func(dir string) error {
		return full(filepath.Join(dir, "full"))
	}); err != nil {
		return err
	}
	if err := s.disk("a read-only disk", "its directory cannot be written: read-only file system", func(dir string) error {
		return syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, "")
	}); err != nil {
		return err
	}
	return s.foreign()
}

// few runs all commands with few file descriptors. With sixteen they do what
// they always do; with fewer they say so. With six and seven the runtime of Go
// does not come up.
func (s *stage) few() error {
	for i, c := range s.commands {
		for _, n := range []int{4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 24, 32} {
			line := fmt.Sprintf(`ulimit -n %d; exec "$@"`, n)
			o, err := s.try(c, "sh", "-c", line, "sh", s.program)
			if err != nil {
				return err
			}
			want := same
			if n < 16 {
				want = refused
				if o.status == 3 && !strings.Contains(o.err, "file descriptors") {
					o.err = "" // an error for another reason
				}
			}
			s.expect(fmt.Sprintf("%2d file descriptors", n), i, o, want)
		}
	}
	return nil
}

// unread runs all commands with an output that takes nothing.
func (s *stage) unread() error {
	for i, c := range s.commands {
		for name, line := range map[string]string{
			"an output that is closed": `exec "$@" >&-`,
			"a reader that is gone":    `{ "$@"; echo $? >../status; } | :; exit $(cat ../status)`,
			"a full output":            `exec "$@" >/dev/full`,
		} {
			o, err := s.try(c, "sh", "-c", line, "sh", s.program)
			if err != nil {
				return err
			}
			want := same
			if name == "a full output" && s.clean[i].out != "" {
				want = refused
			}
			if want == same {
				o.out = s.clean[i].out // nobody knows
			}
			s.expect(name, i, o, want)
		}
	}
	return nil
}

// disk runs all commands in a project on a disk of its own, after something was
// done to it. Those that write must say why not.
func (s *stage) disk(name, reason string, do func(dir string) error) error {
	at := filepath.Join(s.dir, "disk")
	if err := os.Mkdir(at, 0o755); err != nil {
		return err
	}
	defer os.Remove(at)
	if err := syscall.Mount("none", at, "tmpfs", 0, "size=8m"); err != nil {
		fmt.Println("no file system can be mounted here:", err)
		return nil
	}
	defer func() { _ = syscall.Unmount(at, syscall.MNT_DETACH) }()
	before := s.project
	defer func() { s.project = before }()
	s.project = filepath.Join(at, "project")
	if err := errors.Join(exec.Command("cp", "-a", before, s.project).Run(), do(at)); err != nil {
		return err
	}
	return s.refuses(name, reason)
}

// refuses runs all commands where nothing can be written.
func (s *stage) refuses(name, reason string) error {
	for i, c := range s.commands {
		o, err := s.tryOnly(c, s.program)
		if err != nil {
			return err
		}
		want := same
		if c.Writes != "" {
			want = refused
			if o.status == 3 && !strings.Contains(o.err, " is not written: "+reason) {
				o.err = ""
			}
		}
		s.expect(name, i, o, want)
	}
	return nil
}

// foreign runs all commands as somebody who may read and not write. Git does
// not answer in a directory of somebody else's.
func (s *stage) foreign() error {
	if err := os.Chmod(s.dir, 0o755); err != nil {
		return err
	}
	for i, c := range s.commands {
		if c.Input != "" {
			continue // it asks other questions
		}
		o, err := s.try(c, "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", s.program)
		if err != nil {
			return err
		}
		want := told
		switch {
		case c.Writes != "":
			want = refused
		case o.out == s.clean[i].out:
			want = same // it does not ask git
		}
		s.expect("a directory of somebody else's", i, o, want)
	}
	return nil
}

// expect judges an outcome that must be of a kind.
func (s *stage) expect(name string, i int, o outcome, want string) {
	if kind, why := s.kind(i, o); why == "" && kind != want {
		fmt.Printf("%s: %s, and should be: %s\n", name, kind, want)
		o.status = -1
	}
	s.judge(name, "all times", i, o)
}

// full writes a file until the disk is full.
func full(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for piece := make([]byte, 1<<20); len(piece) > 0; {
		if _, err := f.Write(piece); err != nil {
			piece = piece[:len(piece)/2]
		}
	}
	return nil
}
