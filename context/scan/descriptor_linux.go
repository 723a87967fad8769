//go:build amd64 || arm64 || riscv64

package scan

import (
	"runtime"
	"sync/atomic"
)

// A descriptor is the file descriptor of a directory whose children are still
// to be opened relative to it. It is closed as soon as nobody needs it any
// more; where descriptors are scarce it may be closed before that, and be
// opened again from the nearest ancestor that is open (see scarcity). The zero
// value is closed.
type descriptor struct {
	fd int32
	// users is one more than the number of goroutines that use fd at this
	// moment, or 0 if it is closed, or -1 while it is taken out to be closed.
	users atomic.Int32
	// needs is how many still have to use it: the goroutine that reads the
	// directory, each child that was not opened yet, each buffer of entries
	// that was handed to another worker. Whoever uses a descriptor without
	// being counted here has to look afterwards whether it must be shut.
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
		runtime.Gosched() // another is between two lines of shut
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
		d.shut()
	}
}

// shut closes the descriptor unless it is in use or closed.
func (d *descriptor) shut() {
	if d.users.CompareAndSwap(idle, closing) {
		fd := d.fd
		d.users.Store(closed)
		closeDir(int(fd))
	}
}
