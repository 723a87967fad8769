//go:build amd64 || arm64 || riscv64

package scan

import (
	"cmp"
	"context"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// An assembly is the second phase of a walk: everything that was read is put
// to its place in a listing. Where a directory begins follows from how much is
// in the subtrees before it, so subtrees can be done in any order and at once.
type assembly struct {
	*Listing
	mu sync.Mutex // for what of the listing is not a column
}

// sequentialBelow is the number of entries up to which one worker is faster.
const sequentialBelow = 4096

// listing makes the listing of all that is below top.
func (w *walk) listing(ctx context.Context, top *node, workers int) (*Listing, error) {
	n := int(top.total.Load())
	l := &Listing{
		Root:    w.root,
		Parent:  make([]uint32, n),
		End:     make([]uint32, n),
		Mode:    make([]fs.FileMode, n),
		Size:    make([]int64, n),
		ModTime: make([]int64, n),
		Targets: map[uint32]string{},
		Devices: map[uint32]uint64{},
		name:    make([]uint32, n),
	}
	for _, chunk := range w.names {
		l.names = append(l.names, text(chunk))
	}
	p := &assembly{Listing: l}
	if w.prune != nil {
		l.Omitted = map[uint32]int{}
		l.pruned = make([]uint64, (n+63)/64)
	}
	if w.attributes != nil {
		l.noAttributes = make([]uint64, (n+63)/64)
		p.markNoAttributes(0, top.noAttributes)
	}
	l.End[0], l.Mode[0], l.ModTime[0] = uint32(n), top.mode, top.modTime

	if n < sequentialBelow {
		workers = 1
	}
	pool := newPool(workers, top, func(m *worker[*node]) {
		r := &assembler{worker: m, assembly: p}
		r.run()
	})
	if err := pool.wait(ctx); err != nil {
		return nil, err
	}
	slices.SortFunc(l.Links, func(a, b Link) int { return cmp.Compare(a.Entry, b.Entry) })
	w.problems(l)
	return l, nil
}

// An assembler is a worker of the second phase.
type assembler struct {
	*worker[*node]
	*assembly
	links    []Link
	specials []placedSpecial
	heap     []*cursor
}

// A placedSpecial is a special with the entry it belongs to.
type placedSpecial struct {
	entry uint32
	special
}

// A cursor goes through a run.
type cursor struct {
	*run
	at, dir, link, special int
	// of the record it is at, if there are several runs
	name string
}

func (r *assembler) run() {
	omitted := map[uint32]int{}
	for n, ok := r.next(); ok; n, ok = r.next() {
		r.directory(n)
		if left := int(n.omitted.Load()); left > 0 {
			omitted[n.place] = left
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.Copy(r.Omitted, omitted)
	r.Links = append(r.Links, r.links...)
	for _, s := range r.specials {
		switch mode := r.Mode[s.entry]; {
		case s.err != 0:
			r.Problems = append(r.Problems, Problem{Entry: s.entry, Path: r.Path(s.entry), Kind: s.kind, Err: s.err})
		case mode&fs.ModeSymlink != 0:
			r.Targets[s.entry] = s.target
		case mode&fs.ModeDevice != 0:
			r.Devices[s.entry] = s.device
		}
	}
}

// directory places what is in n, which has its own place.
func (r *assembler) directory(n *node) {
	first := n.runs.Load()
	if first == nil {
		return
	}
	at := n.place + 1
	if first.next == nil {
		c := cursor{run: first}
		for range c.records {
			at = r.record(n, &c, at)
		}
		return
	}
	r.heap = r.heap[:0]
	for k := first; k != nil; k = k.next {
		c := &cursor{run: k}
		r.readName(c)
		r.heap = append(r.heap, c)
	}
	slices.SortFunc(r.heap, func(a, b *cursor) int { return cmp.Compare(a.name, b.name) })
	for len(r.heap) > 0 {
		c := r.heap[0]
		at = r.record(n, c, at)
		if c.at == len(c.records) {
			last := len(r.heap) - 1
			r.heap[0] = r.heap[last]
			r.heap = r.heap[:last]
		} else {
			r.readName(c)
		}
		r.siftDown()
	}
}

// readName looks up the name of the record that a cursor is at.
func (r *assembler) readName(c *cursor) { c.name = r.nameAt(c.records[c.at].name) }

// siftDown restores the order of the heap after its first cursor went on.
func (r *assembler) siftDown() {
	h := r.heap
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1].name < h[child].name {
			child++
		}
		if h[i].name <= h[child].name {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}

// record places the record that a cursor is at, and moves the cursor on. It
// returns the place for the next record of the directory.
func (r *assembler) record(n *node, c *cursor, at uint32) uint32 {
	k := &c.records[c.at]
	c.at++
	if k.mode&hasNode != 0 {
		child := c.dirs[c.dir]
		c.dir++
		return r.child(n, child, k.name, at)
	}
	r.Parent[at] = n.place
	r.End[at] = at + 1
	r.Mode[at] = k.fileMode()
	r.Size[at] = k.size
	r.ModTime[at] = k.modTime
	r.name[at] = k.name
	if k.mode&flags != 0 {
		r.extra(k, c, at)
	}
	return at + 1
}

// child places a directory and leaves what is in it for later.
func (r *assembler) child(n, child *node, name, at uint32) uint32 {
	if child.gone {
		return at
	}
	end := at + child.total.Load()
	child.place = at
	r.Parent[at] = n.place
	r.End[at] = end
	r.Mode[at] = child.mode
	r.ModTime[at] = child.modTime
	r.name[at] = name
	r.markNoAttributes(at, child.noAttributes)
	if end > at+1 || child.omitted.Load() > 0 {
		r.push(child)
	}
	return end
}

// extra takes what a record has besides the columns.
func (r *assembler) extra(k *record, c *cursor, at uint32) {
	if k.mode&hasLinks != 0 {
		r.links = append(r.links, Link{at, c.run.extras.links[c.link]})
		c.link++
	}
	if k.mode&hasSpecial != 0 {
		r.specials = append(r.specials, placedSpecial{at, c.run.extras.specials[c.special]})
		c.special++
	}
	if k.mode&isPruned != 0 {
		// Others may set bits of the same word.
		atomic.OrUint64(&r.pruned[at/64], 1<<(at%64))
	}
	r.markNoAttributes(at, k.mode&hasNoAttributes != 0)
}

func (p *assembly) markNoAttributes(at uint32, without bool) {
	if without {
		atomic.OrUint64(&p.noAttributes[at/64], 1<<(at%64))
	}
}

// problems adds what went wrong with directories and names, and brings all
// problems into order.
func (w *walk) problems(l *Listing) {
	for _, r := range w.results {
		for _, f := range r.failures {
			l.Problems = append(l.Problems, Problem{Entry: f.node.place, Path: l.Path(f.node.place), Kind: f.kind, Err: f.err})
		}
		for _, v := range r.vanished {
			l.Problems = append(l.Problems, Problem{Entry: v.parent.place, Path: l.pathOf(v.parent.place, v.name), Kind: Vanished, Err: v.err})
		}
	}
	sortProblems(l.Problems)
	// Every buffer of a directory may have failed for itself.
	l.Problems = slices.CompactFunc(l.Problems, func(a, b Problem) bool {
		return a.Entry == b.Entry && a.Path == b.Path && a.Kind == b.Kind
	})
}
