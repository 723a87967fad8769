package buildcontext

import (
	"iter"
	"math/bits"

	"github.com/buildctx/buildctx/context/scan"
)

// directories numbers the directories of a Tree from 0, the root, in the order
// of the entries, so that what only directories have takes no room for all the
// other entries.
type directories struct {
	is     []uint64 // a bit for each entry
	before []uint32 // directories among the entries of all words before
	count  int
}

func newDirectories(list *scan.Listing) directories {
	words := (list.Len() + 63) / 64
	d := directories{is: make([]uint64, words), before: make([]uint32, words)}
	for i, mode := range list.Mode {
		if i%64 == 0 {
			d.before[i/64] = uint32(d.count)
		}
		if mode.IsDir() {
			d.is[i/64] |= 1 << (i % 64)
			d.count++
		}
	}
	return d
}

// all are the directories, in the order of the entries.
func (d *directories) all() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for w, word := range d.is {
			for ; word != 0; word &= word - 1 {
				if !yield(uint32(64*w + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// next is the first directory from entry i on, limit if there is none before
// that entry.
func (d *directories) next(i, limit uint32) uint32 {
	for w := i / 64; i < limit; w++ {
		if word := d.is[w] >> (i % 64); word != 0 {
			return min(i+uint32(bits.TrailingZeros64(word)), limit)
		}
		i = 64 * (w + 1)
	}
	return limit
}

func (d *directories) has(i uint32) bool { return d.is[i/64]&(1<<(i%64)) != 0 }

// number is the number of a directory.
func (d *directories) number(i uint32) uint32 {
	return d.before[i/64] + uint32(bits.OnesCount64(d.is[i/64]&(1<<(i%64)-1)))
}
