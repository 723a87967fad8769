package scan

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// An Attribute is an extended attribute of an entry.
type Attribute struct {
	Name  string
	Value []byte
}

// Attributes are the extended attributes of the entries of a Listing that have
// any.
type Attributes struct {
	// ByEntry has the attributes of an entry in the order in which the system
	// lists them.
	ByEntry map[uint32][]Attribute

	// Problems is what could not be asked, ordered by entry.
	Problems []Problem
}

// attributeBatch is how many entries a worker takes at a time.
const attributeBatch = 2048

// ReadAttributes reads the extended attributes of the entries for which want
// is true. An attribute that cannot be read is left out, as the builders do
// (fsutil stat_unix.go, loadXattr); an entry that is gone has none, nor has one
// with a path that is too long for the system. On file systems and systems
// without extended attributes nothing has any.
//
// It costs a system call for each entry, which is why [Read] does not do it.
// An error is returned only if ctx is done before the end.
func ReadAttributes(ctx context.Context, list *Listing, want func(entry uint32) bool) (Attributes, error) {
	r := attributeReader{list: list, want: want, found: Attributes{ByEntry: map[uint32][]Attribute{}}}
	var workers sync.WaitGroup
	for range max(2, runtime.GOMAXPROCS(0)) {
		workers.Go(func() { r.run(ctx) })
	}
	workers.Wait()
	sortProblems(r.found.Problems)
	return r.found, context.Cause(ctx)
}

// An attributeReader is one ReadAttributes under way.
type attributeReader struct {
	list   *Listing
	want   func(uint32) bool
	next   atomic.Uint32 // the first entry that no worker has taken
	byPath byPathOnly

	mu    sync.Mutex
	found Attributes
}

// run takes batches until none is left.
func (r *attributeReader) run(ctx context.Context) {
	w := attributeWorker{attributeReader: r, dir: ^uint32(0)}
	defer w.leave()
	for ctx.Err() == nil {
		end := r.next.Add(attributeBatch)
		first := end - attributeBatch
		if int(first) >= r.list.Len() || end < attributeBatch {
			return
		}
		for i := max(first, 1); i < min(end, uint32(r.list.Len())); i++ {
			if !r.list.lacksAttributes(i) && r.want(i) {
				w.entry(i)
			}
		}
	}
}

// An attributeWorker asks about one entry after the other.
type attributeWorker struct {
	*attributeReader
	dir    uint32 // the directory of which prefix is the path, with a slash
	prefix string
	dirs   openDirs
	listed []byte // buffers of the system calls
	value  []byte
}

func (w *attributeWorker) entry(i uint32) {
	if w.lacksAttributes(i) {
		return
	}
	l := w.list
	if parent := l.Parent[i]; parent != w.dir {
		w.dir, w.prefix = parent, strings.TrimSuffix(l.Root, "/")+"/"
		if parent != 0 {
			w.prefix += l.Path(parent) + "/"
		}
	}
	path := w.prefix + l.Name(i)
	names, err := w.names(path)
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.found.Problems = append(w.found.Problems, Problem{Entry: i, Path: l.Path(i), Kind: NoAttributes, Err: err})
		return
	}
	var found []Attribute
	for name := range strings.SplitSeq(strings.TrimSuffix(names, "\x00"), "\x00") {
		if name == "" {
			continue
		}
		if value, ok := w.read(path, name); ok {
			found = append(found, Attribute{name, value})
		}
	}
	if found != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.found.ByEntry[i] = found
	}
}
