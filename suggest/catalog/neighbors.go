package catalog

import (
	"iter"
	"unicode"

	buildcontext "github.com/buildctx/buildctx/context"
)

// compareAll compares the names in a directory with slips in it.
func compareAll(t *buildcontext.Tree, dir uint32, slips []*slip) {
	const few = 4
	if len(slips) <= few {
		for i := range t.Children(dir) {
			for _, s := range slips {
				s.compare(t, i)
			}
		}
		return
	}
	x := newNeighbors(slips)
	for i := range t.Children(dir) {
		x.near(t.Name(i), func(s *slip) { s.compare(t, i) })
	}
}

// chunks are parts of slips that are not too much to index at once.
func chunks(all []*slip) iter.Seq[[]*slip] {
	const most = 1 << 20 // letters
	return func(yield func([]*slip) bool) {
		for len(all) > 0 {
			n, letters := 0, 0
			for ; n < len(all) && letters < most; n++ {
				letters += len(all[n].name)
			}
			if !yield(all[:n]) {
				return
			}
			all = all[n:]
		}
	}
}

// A neighbors finds slips by what is left of their names when a letter is taken
// away: two names that differ in one letter have that in common.
type neighbors struct {
	less   map[uint64][]*slip
	folded map[string][]*slip
}

func newNeighbors(slips []*slip) *neighbors {
	x := &neighbors{make(map[uint64][]*slip), make(map[string][]*slip)}
	for _, s := range slips {
		for hash := range hashesWithout(s.name) {
			if of := x.less[hash]; len(of) == 0 || of[len(of)-1] != s {
				x.less[hash] = append(of, s)
			}
		}
		x.folded[folded(s.name)] = append(x.folded[folded(s.name)], s)
	}
	return x
}

// near calls yield with slips that may be near a name, some of them several
// times.
func (x *neighbors) near(name string, yield func(*slip)) {
	for hash := range hashesWithout(name) {
		for _, s := range x.less[hash] {
			yield(s)
		}
	}
	for _, s := range x.folded[folded(name)] {
		yield(s)
	}
}

// hashesWithout are hashes of a name, and of what is left of it without each of
// its letters.
func hashesWithout(name string) iter.Seq[uint64] {
	const base = 1099511628211
	return func(yield func(uint64) bool) {
		before := make([]uint64, len(name)+1) // of what is before each letter
		for i := range len(name) {
			before[i+1] = before[i]*base + uint64(name[i]) + 1
		}
		if !yield(before[len(name)]) {
			return
		}
		behind, power := uint64(0), uint64(1)
		for i := len(name) - 1; i >= 0; i-- {
			if !yield(before[i]*power + behind) {
				return
			}
			behind += (uint64(name[i]) + 1) * power
			power *= base
		}
	}
}

// folded is the same for names that differ in nothing but the case.
func folded(name string) string {
	runes := []rune(name)
	for k, r := range runes {
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			runes[k] = min(runes[k], f)
		}
	}
	return string(runes)
}
