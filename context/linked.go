package buildcontext

import (
	"sort"

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

// A seen remembers which files were met at one of their names.
type seen struct {
	*linked
	at  int // in links, from where the next entry is looked for
	met []bool
}

func (l *linked) seen() seen { return seen{linked: l} }

// first reports whether the entry is the first name of its file that is asked
// about. It takes no time when entries are asked about in their order.
func (s *seen) first(i uint32) bool {
	if len(s.links) == 0 {
		return true
	}
	if s.at > 0 && s.links[s.at-1].Entry >= i || s.at < len(s.links) && s.links[s.at].Entry < i {
		s.at = sort.Search(len(s.links), func(k int) bool { return s.links[k].Entry >= i })
	}
	if s.at == len(s.links) || s.links[s.at].Entry != i {
		return true
	}
	if s.met == nil {
		s.met = make([]bool, s.files)
	}
	met := &s.met[s.file[s.at]]
	first := !*met
	*met = true
	s.at++
	return first
}
