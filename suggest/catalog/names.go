package catalog

import (
	"strings"
	"sync"
)

// A pattern is an artefact with its name cut at the star. One with a star at
// either end is what must be between them.
type pattern struct {
	artefact        *Artefact
	head, mid, tail string
}

// fits reports whether a name fits the pattern, and is none of those that mean
// something else.
func (k *pattern) fits(name string) bool {
	if len(name) < len(k.head)+len(k.tail) || !strings.HasPrefix(name, k.head) || !strings.HasSuffix(name, k.tail) {
		return false
	}
	if k.head == "" && len(name) == len(k.tail) {
		return false // ".env" is not one of "*.env"
	}
	if k.mid != "" && !strings.Contains(name, k.mid) {
		return false
	}
	for _, not := range k.artefact.Not {
		if strings.HasSuffix(name, not) {
			return false
		}
	}
	return true
}

// Names finds out what a name may mean. It is asked for every entry of a tree,
// so that it looks at few patterns for each: those that end, or begin, with the
// same bytes.
type Names struct {
	exact        map[string][]*pattern
	heads, tails [256][]*pattern // by the first byte, and by the last
	middles      []*pattern
	holders      []*Artefact // those that are markers of the directory above

	lengths [256]uint64 // by the first byte of exact names: their lengths, modulo 64
	ends    pairs       // the last two bytes of tails
	begins  pairs       // the first two bytes of heads
}

// pairs is a set of two bytes.
type pairs [1 << 16 / 64]uint64

func (p *pairs) add(a, b byte) { p[uint16(a)<<2|uint16(b>>6)] |= 1 << (b & 63) }

func (p *pairs) has(a, b byte) bool { return p[uint16(a)<<2|uint16(b>>6)]&(1<<(b&63)) != 0 }

// Index is the index of the names of all artefacts. It is not to be changed.
var Index = sync.OnceValue(func() *Names {
	x := &Names{exact: make(map[string][]*pattern)}
	for _, s := range Stacks() {
		for _, a := range s.Artefacts {
			x.add(a)
		}
	}
	return x
})

// Holders are the artefacts that are markers of the directory above.
func (x *Names) Holders() []*Artefact { return x.holders }

func (x *Names) add(n *Artefact) {
	k := &pattern{artefact: n}
	if n.Holder {
		x.holders = append(x.holders, n)
	}
	var star bool
	k.head, k.tail, star = strings.Cut(n.Pattern, "*")
	switch {
	case strings.HasSuffix(k.tail, "*"):
		k.mid, k.tail = strings.TrimSuffix(k.tail, "*"), ""
		x.middles = append(x.middles, k)
	case !star:
		x.exact[n.Pattern] = append(x.exact[n.Pattern], k)
		x.lengths[n.Pattern[0]] |= 1 << (len(n.Pattern) & 63)
	case k.tail != "":
		last := k.tail[len(k.tail)-1]
		x.tails[last] = append(x.tails[last], k)
		for before := range 256 {
			if len(k.tail) == 1 || k.tail[len(k.tail)-2] == byte(before) {
				x.ends.add(byte(before), last)
			}
		}
	default:
		x.heads[k.head[0]] = append(x.heads[k.head[0]], k)
		for after := range 256 {
			if len(k.head) == 1 || k.head[1] == byte(after) {
				x.begins.add(k.head[0], byte(after))
			}
		}
	}
}

// Each calls f with whatever the name may mean, exact names first.
func (x *Names) Each(name string, f func(*Artefact)) {
	if name == "" {
		return
	}
	first, last := name[0], name[len(name)-1]
	if x.lengths[first]&(1<<(len(name)&63)) != 0 {
		for _, k := range x.exact[name] {
			f(k.artefact)
		}
	}
	if len(name) > 1 && x.ends.has(name[len(name)-2], last) {
		x.fitting(x.tails[last], name, f)
	}
	x.fitting(x.middles, name, f)
	if len(name) > 1 && x.begins.has(first, name[1]) {
		x.fitting(x.heads[first], name, f)
	}
}

// Knows reports whether a name may mean anything.
func (x *Names) Knows(name string) bool {
	does := false
	x.Each(name, func(*Artefact) { does = true })
	return does
}

// fitting calls f with those patterns that a name fits.
func (*Names) fitting(patterns []*pattern, name string, f func(*Artefact)) {
	for _, k := range patterns {
		if k.fits(name) {
			f(k.artefact)
		}
	}
}
