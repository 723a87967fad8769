//go:build amd64 || arm64 || riscv64

package scan

import (
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// A descriptor is the file descriptor of a directory whose children are still
// to be opened relative to it. It is closed as soon as nobody needs it any
// more; where descriptors are scarce it may be closed before that, and be
// opened again from the nearest ancestor that is open (see shortage). The zero
// value is closed.
type descriptor struct {
	fd int32
	// users is one more than the number of goroutines that use fd at this
	// moment, or 0 if it is closed, or -1 while it is taken out to be closed.
	users atomic.Int32
	// needs is how many still have to use it: the goroutine that reads the
	// directory, each child that was not opened yet, each buffer of entries
	// that was handed to another worker. Whoever uses a descriptor without
	// being counted here has to look afterwards whether it must be closed.
	needs atomic.Int32
}

const (
	closing = -1
	closed  = 0
	idle    = 1
)

// open gives a closed descriptor a file descriptor, with one user. Only one
// goroutine at a time may do this.
func (d *descriptor) open(fd int) {
	for d.users.Load() != closed {
		runtime.Gosched() // another is between two lines of close
	}
	d.fd = int32(fd)
	d.users.Store(idle + 1)
}

// use returns the file descriptor, if it is open, and keeps it open until
// release is called.
func (d *descriptor) use() (int, bool) {
	for {
		n := d.users.Load()
		if n <= closed {
			return -1, false
		}
		if d.users.CompareAndSwap(n, n+1) {
			return int(d.fd), true
		}
	}
}

// release ends a use.
func (d *descriptor) release() { d.users.Add(-1) }

// drop ends a need, and closes the descriptor if it was the last.
func (d *descriptor) drop() {
	if d.needs.Add(-1) == 0 {
		d.close()
	}
}

// close closes the descriptor unless it is in use or closed.
func (d *descriptor) close() {
	if d.users.CompareAndSwap(idle, closing) {
		fd := d.fd
		d.users.Store(closed)
		closeDir(int(fd))
	}
}

// A shortage is how the walk goes on when the process or the system has no
// file descriptors left. Every worker closes the directories that merely wait
// for their children to be opened; these are then opened again by way of their
// ancestors when their turn comes.
type shortage struct {
	// mu is held while directories are opened by way of their ancestors. That
	// takes two descriptors at a time, so if several did it, each could hold
	// one and wait for another for ever.
	mu sync.Mutex
	// some tells workers that are busy with other things to close theirs too.
	closeWaiting atomic.Bool
	// stuck is how many workers tried in vain and have closed all that only
	// waits for them, since the walk last opened a directory so; opened is how
	// often it did.
	stuck, opened int
	// failed is why the walk was given up: all workers were stuck.
	failed syscall.Errno
}

// keptAncestors is how many directories on the way to one that is opened again
// are left open too. They are likely to be needed next, and without them a
// deep tree would be walked from the root for each of its directories.
const keptAncestors = 16

// outOfDescriptors reports whether an error means that descriptors are scarce.
func outOfDescriptors(errno syscall.Errno) bool {
	return errno == syscall.EMFILE || errno == syscall.ENFILE
}

// reopen opens n by way of its ancestors and leaves it in use. For a descriptor
// it waits as long as any other worker may have one to close; then the walk is
// over.
func (r *reader) reopen(n *node) syscall.Errno {
	const pause = time.Millisecond
	r.closeWaiting()
	for kept := keptAncestors; ; kept = 0 {
		errno := r.tryReopen(n, kept)
		if !outOfDescriptors(errno) || r.pool.stopped.Load() {
			return errno
		}
		r.closeWaiting()
		time.Sleep(pause)
	}
}

// tryReopen tries once to open n by way of its ancestors, and is in vain if
// there is no descriptor.
func (r *reader) tryReopen(n *node, kept int) syscall.Errno {
	s := &r.walk.shortage
	s.mu.Lock()
	defer s.mu.Unlock()
	hopeless := s.stuck >= r.pool.active()
	errno := r.walk.descend(n, kept)
	if !outOfDescriptors(errno) {
		s.stuck, s.opened = 0, s.opened+1
		s.closeWaiting.Store(false)
		return errno
	}
	for at := n.parent; at != nil; at = at.parent {
		at.dir.close()
	}
	s.closeWaiting.Store(true)
	if r.stuckAt != s.opened {
		r.stuckAt = s.opened
		s.stuck++
	}
	if hopeless {
		s.failed = errno
		r.pool.stop()
	}
	return errno
}

// descend opens n and leaves it in use. It starts at the nearest ancestor that
// is open and goes down one directory at a time, so that neither the length of
// the path matters nor a symbolic link that somebody put in the way.
func (w *walk) descend(n *node, kept int) syscall.Errno {
	var way []*node // from n upwards
	at := n
	for ; at != nil; at = at.parent {
		if _, ok := at.dir.use(); ok {
			break
		}
		way = append(way, at)
	}
	keep := true // what was open anyway
	for i := len(way) - 1; i >= 0; i-- {
		var fd int
		var errno syscall.Errno
		if at == nil {
			fd, errno = w.openRoot()
		} else {
			fd, errno = openDir(false, int(at.dir.fd), way[i].name)
			at.dir.release()
			if !keep || at.dir.needs.Load() == 0 {
				at.dir.close()
			}
		}
		if errno != 0 {
			return errno
		}
		at = way[i]
		at.dir.open(fd)
		keep = i <= kept
	}
	return 0
}

// closeWaiting closes all descriptors that only wait, as far as the tasks are
// known that they wait for: those of this worker and those that nobody took
// yet.
func (r *reader) closeWaiting() {
	for _, t := range r.own {
		t.waitsFor().dir.close()
	}
	r.pool.mu.Lock()
	for _, t := range r.pool.tasks {
		t.waitsFor().dir.close()
	}
	r.pool.mu.Unlock()
}
