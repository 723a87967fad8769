package analysis

import (
	"cmp"
	"container/heap"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest"
)

// A Heavy is a path with what is sent at and below it.
type Heavy struct {
	// Entry is the number of the entry in the Tree.
	Entry uint32
	// Sum counts what is sent of it.
	Sum buildcontext.Sum
	// Category says what it is, Why gives the reason in a few words.
	Category suggest.Category
	Why      string
	// Evidence are the facts that speak for leaving a candidate out.
	Evidence []string
	// Candidate says that it should not be sent.
	Candidate bool
}

// dominance is the share of a directory's weight that one child must hold for
// the child to be shown in its place: with less, the directory is what a
// reader wants to see.
const dominance = 0.5

const (
	// worthARow is the share of everything sent below which a path says
	// nothing about the whole.
	worthARow = 0.001
	// fewRows are shown all the same, so that a small build context has a
	// list, too.
	fewRows = 4
)

// Heaviest returns the n heaviest paths of what is sent, heaviest first, and
// after them every candidate for exclusion that is not below one of them. A
// directory is split into its children only while one of them dominates it
// and while it is not itself something known, such as dependencies.
func (r *Result) Heaviest(n int) []Heavy {
	h := &heavies{result: r, sums: r.Transferred.Sums(), candidate: make(map[uint32]*suggest.Candidate)}
	for k := range r.Candidates {
		c := &r.Candidates[k]
		for _, i := range c.Entries {
			h.candidate[i] = c
		}
	}
	shown := h.top(n)
	return append(shown, h.others(shown)...)
}

type heavies struct {
	result    *Result
	sums      []buildcontext.Sum
	candidate map[uint32]*suggest.Candidate
	queue     []uint32
}

// top takes the heaviest paths out of the queue, splitting as it goes.
func (h *heavies) top(n int) []Heavy {
	h.push(0)
	var out []Heavy
	for len(h.queue) > 0 && len(out) < n {
		i := heap.Pop(h).(uint32)
		if h.splits(i) {
			h.push(i)
			continue
		}
		if light := float64(h.sums[i].Bytes) < worthARow*float64(h.sums[0].Bytes); light && len(out) >= fewRows {
			break
		}
		out = append(out, h.describe(i))
	}
	return out
}

// push queues the children of a directory that have any weight.
func (h *heavies) push(dir uint32) {
	for c := range h.result.Tree.Children(dir) {
		if h.sums[c].Files > 0 {
			heap.Push(h, c)
		}
	}
}

func (h *heavies) splits(i uint32) bool {
	t := h.result.Tree
	if !t.IsDir(i) || h.candidate[i] != nil {
		return false
	}
	if category, _ := suggest.Classify(t, i); category != suggest.Other && category != suggest.Source {
		return false
	}
	for c := range t.Children(i) {
		if float64(h.sums[c].Bytes) > dominance*float64(h.sums[i].Bytes) {
			return true
		}
	}
	return false
}

func (h *heavies) describe(i uint32) Heavy {
	heavy := Heavy{Entry: i, Sum: h.sums[i]}
	if c := h.candidate[i]; c != nil {
		heavy.Category, heavy.Why, heavy.Evidence, heavy.Candidate = c.Category, c.Why, c.Evidence, true
	} else {
		heavy.Category, heavy.Why = suggest.Classify(h.result.Tree, i)
	}
	return heavy
}

// others are the candidates that none of the shown paths holds, heaviest
// first.
func (h *heavies) others(shown []Heavy) []Heavy {
	t := h.result.Tree
	covered := make(map[uint32]bool, len(shown))
	for _, s := range shown {
		covered[s.Entry] = true
	}
	var out []Heavy
	for i := range h.candidate {
		at := i
		for at != 0 && !covered[at] {
			at = t.Parent(at)
		}
		if at == 0 && h.sums[i].Files > 0 {
			out = append(out, h.describe(i))
		}
	}
	slices.SortFunc(out, func(a, b Heavy) int {
		return cmp.Or(cmp.Compare(b.Sum.Bytes, a.Sum.Bytes), cmp.Compare(a.Entry, b.Entry))
	})
	return out
}

// Len, Less, Swap, Push and Pop make heavies a heap with the heaviest first.
func (h *heavies) Len() int { return len(h.queue) }

// Less orders by bytes, then by files, then by path.
func (h *heavies) Less(a, b int) bool {
	x, y := h.queue[a], h.queue[b]
	return cmp.Or(cmp.Compare(h.sums[y].Bytes, h.sums[x].Bytes), cmp.Compare(h.sums[y].Files, h.sums[x].Files), cmp.Compare(x, y)) < 0
}

// Swap swaps two elements.
func (h *heavies) Swap(a, b int) { h.queue[a], h.queue[b] = h.queue[b], h.queue[a] }

// Push appends an entry number.
func (h *heavies) Push(x any) { h.queue = append(h.queue, x.(uint32)) }

// Pop removes the last element.
func (h *heavies) Pop() any {
	last := h.queue[len(h.queue)-1]
	h.queue = h.queue[:len(h.queue)-1]
	return last
}
