package analysis

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"syscall"

	"github.com/buildctx/buildctx/cmd/internal/project"
	"github.com/buildctx/buildctx/context/scan"
)

// A readFaults is what could not be read of the build context although it is
// there. Files are read by several goroutines.
type readFaults struct {
	mu    sync.Mutex
	first string
	why   error
	files map[string]bool
	told  bool
}

// head reads the first n bytes of a file of the build context.
func (r *Result) head(path string, n int) []byte {
	head, err := scan.ReadHead(r.Tree.Root(), path, n)
	if err != nil && !isOther(err) && !r.knownUnreadable(path) {
		r.faults.add(path, err)
	}
	return head
}

// isOther reports whether an error of reading a file means that there is none
// to be read.
func isOther(err error) bool {
	for _, other := range []error{
		fs.ErrNotExist, scan.ErrNotRegular, scan.ErrKernelFile, scan.ErrOutside, syscall.EISDIR, syscall.ENOTDIR, syscall.ELOOP,
	} {
		if errors.Is(err, other) {
			return true
		}
	}
	return false
}

// knownUnreadable reports whether reading the directory has shown that a file
// may not be read, which is told where it matters to the build.
func (r *Result) knownUnreadable(path string) bool {
	i, ok := r.Tree.Lookup(path)
	if !ok {
		return false
	}
	_, bad := r.Tree.Problem(i)
	return bad
}

func (u *readFaults) add(path string, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.files == nil {
		u.first, u.why, u.files = path, err, make(map[string]bool)
	}
	u.files[path] = true
}

// noteUnread takes down, once, that files could not be read.
func (r *Result) noteUnread() {
	u := r.faults
	u.mu.Lock()
	defer u.mu.Unlock()
	n := len(u.files)
	if n == 0 || u.told {
		return
	}
	u.told = true
	r.knowLess(fmt.Sprintf("%s cannot be read, and what that holds is not known: %v.", several(n, "files", u.first), project.Cause(u.why)))
}

// noteUnlisted takes down which directories could not be read, and whose status
// is missing, where the builder does not stop for that.
func (r *Result) noteUnlisted() {
	stops := make(map[uint32]bool)
	for _, f := range r.Sent.Failures {
		stops[f.Entry] = true
	}
	n, first := 0, scan.Problem{}
	for _, p := range r.Tree.Listing().Problems {
		if p.Kind != scan.Unreadable && p.Kind != scan.NoStatus || stops[p.Entry] || errors.Is(p.Err, fs.ErrNotExist) {
			continue
		}
		if n++; n == 1 {
			first = p
		}
	}
	if n > 0 {
		r.knowLess(fmt.Sprintf("%s cannot be read, and how much that is does not count: %v.", several(n, "entries", first.Path), first.Err))
	}
}

// several names n things, of which the first is known.
func several(n int, nouns, first string) string {
	if n == 1 {
		return quoted(first)
	}
	return fmt.Sprintf("%s and %d more %s", quoted(first), n-1, nouns)
}
