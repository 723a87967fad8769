package lint

import (
	"cmp"
	"slices"
	"sort"

	buildcontext "github.com/buildctx/buildctx/context"
)

// A batch are cures whose reaches have nothing in common.
type batch struct {
	cures  []*cure
	ranges []ranged // what they reach, in path order and one behind the other
}

// A ranged are the entries from start to before end, which a cure reaches.
type ranged struct {
	start, end uint32
	cure       *cure
}

// part parts cures into those to be tried together as far as they leave one
// another alone, and those to be tried alone. Of some that come to the same
// only one is tried.
func part(all []*reach) (together, alone []*reach) {
	first := make(map[string]*cure)
	for _, r := range all {
		sign := r.sign.String()
		everything := r.all || slices.Contains(r.tops, 0)
		if len(r.tops) > 0 || everything {
			if like := first[sign]; like != nil {
				like.twins = append(like.twins, r.cure)
				continue
			}
			first[sign] = r.cure
		}
		if everything {
			alone = append(alone, r)
		} else {
			together = append(together, r)
		}
	}
	return together, alone
}

// pick takes as many cures as leave one another alone, and leaves the others.
func pick(t *buildcontext.Tree, from []*reach) (*batch, []*reach) {
	var all []ranged
	for _, r := range from {
		for _, i := range r.tops {
			all = append(all, ranged{i, t.End(i), r.cure})
		}
	}
	slices.SortStableFunc(all, func(a, b ranged) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) })
	out := crossing(all)
	b := &batch{}
	var rest []*reach
	for _, r := range from {
		if out[r.cure] {
			rest = append(rest, r)
		} else {
			b.cures = append(b.cures, r.cure)
		}
	}
	var end uint32
	for _, o := range all {
		if !out[o.cure] && o.start >= end {
			b.ranges, end = append(b.ranges, o), o.end
		}
	}
	return b, rest
}

// crossing are the cures that reach into what others reach, without which those
// others do not. At least one is not among them. Ranges are one behind the
// other or one in another.
func crossing(all []ranged) map[*cure]bool {
	out := make(map[*cure]bool)
	var open []ranged
	for _, o := range all {
		for len(open) > 0 && (open[len(open)-1].end <= o.start || out[open[len(open)-1].cure]) {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && open[len(open)-1].cure != o.cure {
			out[o.cure] = true
		}
		if !out[o.cure] {
			open = append(open, o)
		}
	}
	return out
}

// owner is the cure that reaches an entry; nil for none.
func (b *batch) owner(i uint32) *cure {
	n := sort.Search(len(b.ranges), func(n int) bool { return b.ranges[n].start > i }) - 1
	if n < 0 || b.ranges[n].end <= i {
		return nil
	}
	return b.ranges[n].cure
}

// only is a batch of some of the cures.
func (b *batch) only(cures []*cure) *batch {
	of := make(map[*cure]bool)
	for _, c := range cures {
		of[c] = true
	}
	out := &batch{cures: cures}
	for _, o := range b.ranges {
		if of[o.cure] {
			out.ranges = append(out.ranges, o)
		}
	}
	return out
}
