//go:build amd64 || arm64 || riscv64

package scan

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"

	"golang.org/x/sys/unix"
)

// longestName is how many bytes a slash and a name have at most.
const longestName = 256

// A walk is one run of the Linux reader over a tree. It has two phases: first
// the directories are read in whatever order the workers come to them, then,
// when it is known how much is below each, everything is put to its place in
// the listing (assemble_linux.go).
type walk struct {
	root   string
	prune  Pruner
	access access

	attributes Pruner
	byPath     byPathOnly
	shortage   shortage
	disk       *disk
	slow       func()

	mu      sync.Mutex
	names   [][]byte
	results []*reader // of workers that are done
	full    bool      // more names than a listing can hold
}

// A node is a directory. The columns of the listing are made from nodes and
// their runs when all are known.
type node struct {
	parent          *node
	name            *byte // ended by zero, in the chunks of names
	state           any   // of the pruner
	attributesState any   // of walk.attributes
	dir             descriptor
	id              FileID
	mode            fs.FileMode
	modTime         int64

	// unread counts the parts of the subtree that are not read to the end: the
	// directory itself, its child directories, buffers handed over.
	unread atomic.Int32
	// total is the number of entries in the subtree. It is complete when
	// unread is 0.
	total atomic.Uint32
	// omitted is how many of its entries the pruner left out.
	omitted atomic.Uint32
	// local is set if the file system cannot hang for want of a server.
	local bool
	// gone is set if the directory turned out not to be there.
	gone bool
	// wantsAttributes is set if the attributes of what is in it matter.
	wantsAttributes bool
	// noAttributes is set if it has no attributes itself, as far as is known.
	noAttributes bool
	// barred is set if it may be that a status in it cannot be asked for by
	// path: its mode says that it may not be searched, or its path is long.
	barred bool
	length int // of its path on disk in bytes

	runs  atomic.Pointer[run]
	place uint32 // the entry it becomes
}

// A task is a directory to be read, or entries of an open directory to be
// looked at.
type task struct {
	node    *node
	entries []byte // from getdents64; nil for a whole directory
}

// waitsFor is the directory whose descriptor is held open for the task.
func (t task) waitsFor() *node {
	if t.entries == nil && t.node.parent != nil {
		return t.node.parent
	}
	return t.node
}

// slowWorkers is how many workers read at least where the file system answers
// slowly: a disk that has to seek can reorder the requests of several.
const slowWorkers = 16

func read(ctx context.Context, root string, opts Options) (*Listing, error) {
	slow := func() {}
	if opts.Slow != nil {
		slow = sync.OnceFunc(opts.Slow)
	}
	w := &walk{root: root, prune: opts.Prune, slow: slow, attributes: opts.Attributes, access: processAccess(), disk: newDisk()}
	w.names = [][]byte{appendName(nil, nil)} // the name of the root
	top := &node{length: len(root)}
	if opts.Prune != nil {
		top.state = opts.Prune.Root()
	}
	w.disk.cold.Store(opts.cold)
	if opts.Attributes != nil {
		top.attributesState, top.wantsAttributes = opts.Attributes.Root(), true
	}
	if err := w.begin(top); err != nil {
		return nil, rootError(root, err)
	}
	workers := opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	reading := newPool(workers, task{node: top}, func(m *worker[task]) {
		r := &reader{worker: m, walk: w, adapts: opts.Workers <= 0, stuckAt: -1}
		r.run()
	})
	if err := reading.wait(ctx); err != nil {
		return nil, err
	}
	switch {
	case w.full:
		return nil, errTooMany
	case w.shortage.failed != 0:
		return nil, rootError(root, w.shortage.failed)
	}
	if err := w.failure(top); err != nil {
		return nil, rootError(root, err)
	}
	return w.listing(ctx, top, workers)
}

// failure is why a directory could not be read.
func (w *walk) failure(n *node) error {
	for _, r := range w.results {
		for _, f := range r.failures {
			if f.node == n {
				return f.err
			}
		}
	}
	return nil
}

// begin opens the directory where the walk begins.
func (w *walk) begin(top *node) error {
	top.unread.Store(1)
	top.total.Store(1)
	top.dir.needs.Store(1)
	fd, errno := w.openRoot()
	if errno != 0 {
		return errno
	}
	top.dir.open(fd)
	defer top.dir.release()
	if errno := w.describe(top); errno != 0 {
		closeDir(fd)
		return errno
	}
	return nil
}

// openRoot opens the directory where the walk begins.
func (w *walk) openRoot() (int, syscall.Errno) {
	for {
		fd, err := syscall.Open(w.root, openFlags, 0)
		if errno := errnoOf(err); errno != syscall.EINTR {
			return fd, errno
		}
	}
}

// describe fills in what is known of a directory that is open.
func (w *walk) describe(n *node) syscall.Errno {
	var st syscall.Stat_t
	if errno := ownStatus(int(n.dir.fd), &st); errno != 0 {
		return errno
	}
	n.set(&st)
	n.barred = n.length+longestName >= unix.PathMax || w.access.denies(mayExecute, st.Mode, st.Uid, st.Gid)
	if n.parent != nil && n.parent.id.Device == n.id.Device {
		n.local = n.parent.local
	} else {
		n.local = onLocal(int(n.dir.fd))
	}
	return 0
}

// set takes over what a listing has of a directory.
func (n *node) set(st *syscall.Stat_t) {
	n.mode = fileMode(st.Mode)
	n.modTime = st.Mtim.Nano()
	n.id = FileID{Device: st.Dev, Inode: st.Ino}
}

// isLoop reports whether the directory is one of its own ancestors. That takes
// a mount, so nothing needs to be looked up within one file system.
func (n *node) isLoop() bool {
	if n.parent == nil || n.id.Device == n.parent.id.Device {
		return false
	}
	for at := n.parent; at != nil; at = at.parent {
		if at.id == n.id {
			return true
		}
	}
	return false
}

// finish counts a part of the subtree of n as read. The last part of all adds
// the subtree to that of the parent.
func (n *node) finish() {
	for n.unread.Add(-1) == 0 && n.parent != nil {
		n.parent.total.Add(n.total.Load())
		n = n.parent
	}
}

// errnoOf is the number of an error that a function of package syscall
// returned.
func errnoOf(err error) syscall.Errno {
	var errno syscall.Errno
	if err != nil && !errors.As(err, &errno) {
		return syscall.EIO
	}
	return errno
}

// chunk returns an empty chunk for names and its number, and false if there
// were too many.
func (w *walk) chunk() ([]byte, uint32, bool) {
	b := make([]byte, 0, chunkSize)
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.names) == maxChunks {
		w.full = true
		return b, 0, false
	}
	w.names = append(w.names, b[:chunkSize])
	return b, uint32(len(w.names) - 1), true
}

// add takes over what a worker found when it is done.
func (w *walk) add(r *reader) {
	w.mu.Lock()
	w.results = append(w.results, r)
	w.mu.Unlock()
}
