package buildcontext

import (
	"iter"

	"github.com/buildctx/buildctx/context/scan"
)

// linked numbers the files that have several names in a Tree, so that each can
// be counted once.
type linked struct {
	links []scan.Link
	file  []uint32 // the number of the file, for each of links
	files int
}

func newLinked(links []scan.Link) linked {
	l := linked{links: links}
	if len(links) == 0 {
		return l
	}
	l.file = make([]uint32, len(links))
	known := make(map[scan.FileID]uint32)
	for k, link := range links {
		number, ok := known[link.ID]
		if !ok {
			number = uint32(len(known))
			known[link.ID] = number
		}
		l.file[k] = number
	}
	l.files = len(known)
	return l
}

// again are, among the names that count, all but the first of each file.
func (l *linked) again(counts func(uint32) bool) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		if len(l.links) == 0 {
			return
		}
		met := make([]bool, l.files)
		for k, link := range l.links {
			switch {
			case !counts(link.Entry):
			case !met[l.file[k]]:
				met[l.file[k]] = true
			case !yield(link.Entry):
				return
			}
		}
	}
}
