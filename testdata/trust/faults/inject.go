package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A fault is a system call that fails.
type fault struct {
	calls, errors string // of which one is chosen
	writes        bool   // only what writes makes the call, and for nothing else
}

// faults are what disks, network file systems and the limits of a process do.
// What is not there (ENOENT) is no fault.
var faults = []fault{
	{"openat", "EIO ESTALE EMFILE ENFILE ENOMEM EINTR EACCES", false},
	{"read,pread64", "EIO ESTALE EINTR", false},
	{"getdents64", "EIO ESTALE EINTR", false},
	{"newfstatat,fstat,statx", "EIO ESTALE EACCES EINTR ENOMEM", false},
	{"readlinkat", "EIO ESTALE", false},
	{"close", "EIO EINTR", false},
	{"openat", "ENOSPC EROFS EDQUOT", false},
	{"fsync", "EIO ENOSPC EINTR", true},
	{"linkat", "ENOSPC EIO EPERM EROFS ENOENT", true},
	{"renameat2,renameat", "EIO EINVAL ENOSPC EPERM ENOSYS EBUSY", true},
	{"unlinkat", "EIO EPERM EBUSY", true},
	{"fchmod,fchown,fsetxattr,fremovexattr", "EPERM EIO", true},
	{"flistxattr,fgetxattr", "EIO EOPNOTSUPP", true},
}

// places is the number of the call that fails, counted in each thread, or the
// first of those that do.
var places = strings.Fields("1 2 3 4 5 6 7 8 10 12 15 20 30 50 1+ 2+ 4+ 8+ 20+")

func (s *stage) pick(words string) string {
	fields := strings.Fields(words)
	return fields[s.random.IntN(len(fields))]
}

// inject runs a command with a fault that strikes it at the files of the project.
// Git, which says nothing about many faults of its own, goes free.
func (s *stage) inject() error {
	f := faults[s.random.IntN(len(faults))]
	i := s.random.IntN(len(s.commands))
	for f.writes && s.commands[i].Writes == "" {
		i = s.random.IntN(len(s.commands))
	}
	name := s.pick(f.errors)
	when := s.pick(strings.Join(places, " "))
	if name == "EINTR" {
		when = strings.TrimSuffix(when, "+") // for ever is another matter
	}
	line := []string{"strace", "-f", "-b", "execve", "-qq", "-o", filepath.Join(s.dir, "trace"), "-e", "trace=" + f.calls, "-e", fmt.Sprintf("inject=%s:error=%s:when=%s", f.calls, name, when)}
	if !f.writes { // of files without a name the paths are not known
		paths, err := s.paths()
		if err != nil {
			return err
		}
		for _, path := range paths {
			line = append(line, "-P", path)
		}
	}
	o, err := s.try(s.commands[i], append(line, s.program)...)
	if err != nil {
		return err
	}
	s.judge(f.calls+" "+name, when, i, o)
	return nil
}

// struck are the calls that failed.
func (s *stage) struck() string {
	trace, err := os.ReadFile(filepath.Join(s.dir, "trace"))
	if err != nil {
		return ""
	}
	var out strings.Builder
	for line := range strings.Lines(string(trace)) {
		if strings.Contains(line, "(INJECTED)") {
			out.WriteString("  " + line)
		}
	}
	return fmt.Sprintf("%.2000s", out.String())
}

// paths are the files and directories of the project.
func (s *stage) paths() (out []string, err error) {
	err = filepath.WalkDir(s.project, func(path string, d fs.DirEntry, err error) error {
		if strings.Contains(path, "/.git/objects/") || strings.Contains(path, "/.git/hooks/") {
			return err
		}
		out = append(out, path)
		return err
	})
	return out, err
}
