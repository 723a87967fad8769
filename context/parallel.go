package buildcontext

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// sequentialBelow is the number of entries up to which one goroutine is faster.
const sequentialBelow = 1 << 14

// split gives parts of the entries, the root aside, to as many goroutines as
// there are processors: work is called for each part that is not empty, from
// entry first to before last, with the number of the part. It returns when all
// parts are done.
func (t *Tree) split(parts int, work func(part int, first, last uint32)) {
	var next atomic.Int32
	var workers sync.WaitGroup
	run := func() {
		for part := int(next.Add(1)) - 1; part < parts; part = int(next.Add(1)) - 1 {
			if first, last := max(t.bound(part, parts), 1), t.bound(part+1, parts); first < last {
				work(part, first, last)
			}
		}
	}
	for range min(parts, runtime.GOMAXPROCS(0)) - 1 {
		workers.Go(run)
	}
	run()
	workers.Wait()
}

// parts is into how many parts the entries are worth splitting.
func (t *Tree) parts() int {
	if t.Len() < sequentialBelow {
		return 1
	}
	return 2 * runtime.GOMAXPROCS(0)
}

func (t *Tree) bound(part, parts int) uint32 {
	return uint32(uint64(t.Len()) * uint64(part) / uint64(parts))
}

// ancestors are the directories that an entry is in, from below the root down.
func (t *Tree) ancestors(i uint32) []uint32 {
	var dirs []uint32
	for i = t.Parent(i); i != 0; i = t.Parent(i) {
		dirs = append(dirs, i)
	}
	slices.Reverse(dirs)
	return dirs
}
