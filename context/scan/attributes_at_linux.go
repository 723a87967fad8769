//go:build amd64 || arm64 || riscv64

package scan

import (
	"strings"
	"sync/atomic"
	"syscall"

	"golang.org/x/sys/unix"
)

// openDirs are directories kept open, so that entries are asked about relative
// to the directory they are in, which Linux can do since 6.13. That saves the
// kernel the way from the root for every entry, which takes as long as the
// answer.
type openDirs struct {
	chain []opened // each in the one before, not necessarily from the root on
}

// An opened is a directory that is open.
type opened struct {
	dir    uint32
	fd     int
	length int // of its path in bytes, with a slash at the end
}

// maxChain is how many directories are kept open. Who comes back to one further
// up opens it by its path.
const maxChain = 32

// byPathOnly is set when the system turned out not to know the call.
type byPathOnly struct{ atomic.Bool }

// lacksAttributes reports whether the entry certainly has no attributes to be
// asked for. Whatever else there is to know has to be asked by path.
func (w *attributeWorker) lacksAttributes(i uint32) bool {
	if w.byPath.Load() {
		return false
	}
	at, ok := w.enter(w.list.Parent[i])
	name := w.list.Name(i)
	if !ok {
		return false
	}
	if at.length+len(name) >= unix.PathMax {
		return true // as names has it
	}
	return w.byPath.lacksAttributes(listAttributes(false, at.fd, begin(name)))
}

// lacksAttributes is attributeWorker.lacksAttributes for a name in the
// directory n, which is in use.
func (r *reader) lacksAttributes(n *node, name *byte) bool {
	if r.walk.byPath.Load() {
		return false
	}
	return r.walk.byPath.lacksAttributes(listAttributes(r.quick(n), int(n.dir.fd), name))
}

// lacksAttributes reports whether the answer of the system is that there are no
// attributes.
func (f *byPathOnly) lacksAttributes(size int, errno syscall.Errno) bool {
	if errno == syscall.ENOSYS {
		f.Store(true)
	}
	return errno == 0 && size == 0 || errno == syscall.ENOTSUP
}

// enter opens a directory.
func (w *attributeWorker) enter(dir uint32) (opened, bool) {
	n, l := &w.dirs, w.list
	for len(n.chain) > 0 {
		last := n.chain[len(n.chain)-1]
		switch {
		case last.dir == dir:
			return last, true
		case last.dir <= l.Parent[dir] && l.Parent[dir] < l.End[last.dir]:
			// It is somewhere in the last one.
			if parent, ok := w.enter(l.Parent[dir]); ok {
				return n.open(parent, dir, l.Name(dir))
			}
			return opened{}, false
		}
		unix.Close(last.fd)
		n.chain = n.chain[:len(n.chain)-1]
	}
	path := strings.TrimSuffix(l.Root, "/")
	if dir != 0 {
		path += "/" + l.Path(dir)
	}
	return n.open(opened{fd: unix.AT_FDCWD}, dir, path+"/")
}

// open opens a directory by its path in another one.
func (n *openDirs) open(in opened, dir uint32, path string) (opened, bool) {
	fd, err := unix.Openat(in.fd, path, unix.O_PATH|unix.O_DIRECTORY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
	if err != nil {
		return opened{}, false
	}
	at := opened{dir: dir, fd: fd, length: in.length + len(strings.TrimSuffix(path, "/")) + 1}
	if len(n.chain) == maxChain {
		unix.Close(n.chain[0].fd)
		n.chain = append(n.chain[:0], n.chain[1:]...)
	}
	n.chain = append(n.chain, at)
	return at, true
}

// leave closes all directories.
func (w *attributeWorker) leave() {
	for _, o := range w.dirs.chain {
		unix.Close(o.fd)
	}
}
