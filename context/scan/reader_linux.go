//go:build amd64 || arm64 || riscv64

package scan

import (
	"io/fs"
	"syscall"
)

// bufferSize is what one getdents64 may fill, some 800 entries.
const bufferSize = 32 << 10

// handSize is how many bytes of entries are worth handing to another worker.
const handSize = 4 << 10

// A reader is a worker of the first phase with all that it found and that did
// not go into the runs of directories.
type reader struct {
	*worker[task]
	walk   *walk
	adapts bool // more workers may be started
	// stuckAt is shortage.opened when this worker was last counted as stuck.
	stuckAt int

	vanished []vanished
	failures []failure

	latency latency
	buffer  []byte
	link    []byte   // for targets of symbolic links
	spare   [][]byte // buffers that came with tasks
	st      syscall.Stat_t
	batch   batch
	chunk   []byte // of names
	base    uint32 // the number of the chunk, shifted
	nodes   slab[node]
	runs    slab[run]
	records slab[record]
	dirs    slab[*node]
}

// run works until there is nothing left to do.
func (r *reader) run() {
	r.buffer = make([]byte, bufferSize)
	for {
		waits := len(r.own) == 0
		t, ok := r.next()
		if !ok {
			break
		}
		if waits {
			r.latency.restart()
		}
		if t.entries == nil {
			r.directory(t.node)
		} else {
			r.handed(t)
		}
	}
	if r.pool.stopped.Load() {
		r.abandon()
	}
	r.walk.add(r)
}

// abandon closes what waits for tasks that nobody will do.
func (r *reader) abandon() {
	r.pool.mu.Lock()
	tasks := append(r.own, r.pool.tasks...)
	r.pool.tasks = nil
	r.pool.mu.Unlock()
	for _, t := range tasks {
		t.waitsFor().dir.drop()
	}
}

// handed looks at entries that another worker read.
func (r *reader) handed(t task) {
	n := t.node
	defer n.finish()
	defer n.dir.drop()
	if _, open := n.dir.use(); !open {
		if errno := r.reopen(n); errno != 0 {
			r.fail(n, Unreadable, errno)
			return
		}
	}
	r.entries(n, t.entries)
	n.dir.release()
	r.spare = append(r.spare, t.entries[:cap(t.entries)])
}

// directory reads a directory that is known by name, and its entries.
func (r *reader) directory(n *node) {
	if errno := r.enter(n); errno != 0 {
		r.refused(n, errno)
	} else {
		r.list(n)
		n.dir.release()
		n.dir.drop()
	}
	n.finish()
}

// list reads a directory that is in use, and its entries.
func (r *reader) list(n *node) {
	if errno := r.walk.describe(n); errno != 0 {
		n.mode = fs.ModeDir
		r.fail(n, NoStatus, errno)
		return
	}
	if n.isLoop() {
		r.fail(n, Loop, errLoop)
		return
	}
	if n.wantsAttributes {
		n.noAttributes = r.walk.byPath.lacksAttributes(ownAttributes(r.quick(n), int(n.dir.fd)))
	}
	for {
		size, errno := listDir(r.quick(n), int(n.dir.fd), r.buffer)
		if errno != 0 {
			r.fail(n, Unreadable, errno)
			return
		}
		if size == 0 {
			return
		}
		last := n.local && ends(r.buffer[:size])
		// To open a directory and to list what fits into 2 kB takes as long as
		// two calls for the status of a file.
		if r.latency.tick(2+size/2048) && r.adapt() {
			return
		}
		if r.walk.shortage.closeWaiting.Load() {
			r.closeWaiting()
		}
		if size < handSize || r.pool.free.Load() == 0 {
			r.entries(n, r.buffer[:size])
		} else {
			n.dir.needs.Add(1)
			n.unread.Add(1)
			r.pool.handOver(task{node: n, entries: r.buffer[:size]})
			r.buffer = r.emptyBuffer()
		}
		if last {
			return
		}
	}
}

// emptyBuffer returns a buffer in place of one that was handed over.
func (r *reader) emptyBuffer() []byte {
	if last := len(r.spare) - 1; last >= 0 {
		b := r.spare[last]
		r.spare = r.spare[:last]
		return b
	}
	return make([]byte, bufferSize)
}

// enter opens a directory relative to its parent and leaves it in use.
func (r *reader) enter(n *node) syscall.Errno {
	if n.parent == nil {
		n.dir.use() // read opened it
		return 0
	}
	n.dir.needs.Store(1)
	errno := syscall.EMFILE
	if in, open := n.parent.dir.use(); open {
		var fd int
		fd, errno = openDir(r.quick(n.parent), in, n.name)
		n.parent.dir.release()
		if errno == 0 {
			n.dir.open(fd)
		}
	}
	if outOfDescriptors(errno) {
		errno = r.reopen(n)
	}
	n.parent.dir.drop()
	return errno
}
