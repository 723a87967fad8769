//go:build unix

package scan

import (
	"io/fs"
	"slices"
	"syscall"

	"golang.org/x/sys/unix"
)

// access reports whether this process may read a file. The mode of a file says
// so nearly always; only those that it says are closed are asked about with a
// system call, because an access list may open them.
type access struct {
	all    bool // may read everything
	uid    uint32
	groups []uint32
}

// processAccess looks up what this process is.
func processAccess() access {
	a := access{uid: uint32(syscall.Geteuid()), groups: []uint32{uint32(syscall.Getegid())}}
	if groups, err := syscall.Getgroups(); err == nil {
		for _, g := range groups {
			a.groups = append(a.groups, uint32(g))
		}
	}
	a.all = a.uid == 0 && rootReadsAll()
	return a
}

// suspects reports whether the mode of a file seems to forbid reading it.
func (a *access) suspects(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && a.closed(uint32(st.Mode), st.Uid, st.Gid)
}

// searches reports whether the mode of a directory allows to search it.
func (a *access) searches(info fs.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && !a.denies(mayExecute, uint32(st.Mode), st.Uid, st.Gid)
}

// closed reports whether a mode forbids reading.
func (a *access) closed(mode, uid, gid uint32) bool { return a.denies(mayRead, mode, uid, gid) }

// The bits of a mode, for one class of users.
const (
	mayExecute = 1
	mayRead    = 4
)

// denies is the rule of path_resolution(7): the first class that a process
// belongs to decides, even when a later one would allow more.
func (a *access) denies(bit, mode, uid, gid uint32) bool {
	switch {
	case a.all:
		return false
	case uid == a.uid:
		return mode>>6&bit == 0
	case slices.Contains(a.groups, gid):
		return mode>>3&bit == 0
	default:
		return mode&bit == 0
	}
}

// confirm asks the system whether a file may be read.
func (*access) confirm(path string) error {
	return unix.Faccessat(unix.AT_FDCWD, path, unix.R_OK, unix.AT_EACCESS)
}
