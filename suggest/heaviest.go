package suggest

import (
	"cmp"
	"container/heap"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A Weight is a path with what is sent at and below it.
type Weight struct {
	// Entry is the number of the entry in the Tree.
	Entry uint32
	// Sum counts what is sent of it.
	Sum buildcontext.Sum
	// Category says what it is, Why gives the reason in a few words.
	Category catalog.Category
	Why      string
	// Evidence are the facts that speak for leaving a candidate out.
	Evidence []string
	// Candidate says that it should not be sent.
	Candidate bool
	// Inside is how many candidates lie below a path that is none.
	Inside int
	// Alike is how many more candidates of the same kind this row stands for.
	Alike int
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
// after them the candidates for exclusion that are not below one of them:
// secrets first, then the heaviest, and one row for many of a kind. A
// directory is split into its children only while one of them dominates it
// and while it is not itself something known, such as dependencies.
func Heaviest(sent *buildcontext.View, found []Candidate, n int) []Weight {
	h := &weighing{tree: sent.Tree, sums: sent.Sums(), found: found, candidate: ByEntry(found)}
	shown := h.top(n)
	return append(shown, h.others(shown)...)
}

// Entries are candidates by their entries.
type Entries map[uint32]*Candidate

// ByEntry finds candidates by their entries.
func ByEntry(found []Candidate) Entries {
	out := make(Entries)
	for k := range found {
		for _, i := range found[k].Entries {
			out[i] = &found[k]
		}
	}
	return out
}

// Holds reports whether an entry of the tree is a candidate, or lies below one.
func (c Entries) Holds(t *buildcontext.Tree, i uint32) bool {
	for ; i != 0; i = t.Parent(i) {
		if c[i] != nil {
			return true
		}
	}
	return false
}

// A weighing is a search for the heaviest paths.
type weighing struct {
	tree      *buildcontext.Tree
	sums      buildcontext.Sums
	found     []Candidate
	candidate Entries
	queue     []uint32
}

// top takes the heaviest paths out of the queue, splitting as it goes.
func (h *weighing) top(n int) []Weight {
	h.push(0)
	var out []Weight
	rows := make(map[*Candidate]int)
	for len(h.queue) > 0 && len(out) < n {
		i := heap.Pop(h).(uint32)
		if h.splits(i) {
			h.push(i)
			continue
		}
		if light := float64(h.sums.At(i).Bytes) < worthARow*float64(h.sums.At(0).Bytes); light && len(out) >= fewRows {
			break
		}
		if c := h.candidate[i]; c != nil {
			if rows[c]++; rows[c] > fewAlike {
				continue
			}
		}
		out = append(out, h.describe(i))
	}
	return out
}

// push queues the children of a directory that have any weight.
func (h *weighing) push(dir uint32) {
	for c := range h.tree.Children(dir) {
		if h.sums.At(c).Files > 0 {
			heap.Push(h, c)
		}
	}
}

func (h *weighing) splits(i uint32) bool {
	t := h.tree
	if !t.IsDir(i) || h.candidate[i] != nil {
		return false
	}
	if category, _ := Classify(t, i); category != catalog.Other && category != catalog.Source {
		return false
	}
	for c := range t.Children(i) {
		if float64(h.sums.At(c).Bytes) > dominance*float64(h.sums.At(i).Bytes) {
			return true
		}
	}
	return false
}

func (h *weighing) describe(i uint32) Weight {
	heavy := Weight{Entry: i, Sum: h.sums.At(i)}
	if c := h.candidate[i]; c != nil {
		heavy.Category, heavy.Why, heavy.Evidence, heavy.Candidate = c.Category, c.Why, c.Evidence, true
		return heavy
	}
	heavy.Category, heavy.Why = Classify(h.tree, i)
	for j := range h.candidate {
		if j > i && j < h.tree.End(i) && h.sums.At(j).Files > 0 {
			heavy.Inside++
		}
	}
	return heavy
}

// fewAlike is how many candidates of one kind get rows of their own.
const fewAlike = 3

// others are the candidates that none of the shown paths holds.
func (h *weighing) others(shown []Weight) []Weight {
	t := h.tree
	covered := make(map[uint32]bool, len(shown))
	for _, s := range shown {
		covered[s.Entry] = true
	}
	var out []Weight
	for _, c := range h.found {
		var rows []Weight
		for _, i := range c.Entries {
			at := i
			for at != 0 && !covered[at] {
				at = t.Parent(at)
			}
			if at == 0 && h.sums.At(i).Files > 0 {
				rows = append(rows, h.describe(i))
			}
		}
		slices.SortStableFunc(rows, heavier)
		if len(rows) > fewAlike {
			rows[0].Alike = len(rows) - 1
			rows = rows[:1]
		}
		out = append(out, rows...)
	}
	slices.SortStableFunc(out, func(a, b Weight) int {
		return cmp.Or(-compareBool(a.Category == catalog.Secret, b.Category == catalog.Secret), heavier(a, b))
	})
	return out
}

func heavier(a, b Weight) int {
	return cmp.Or(cmp.Compare(b.Sum.Bytes, a.Sum.Bytes), cmp.Compare(a.Entry, b.Entry))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Len, Less, Swap, Push and Pop make it a heap with the heaviest first.
func (h *weighing) Len() int { return len(h.queue) }

// Less orders by bytes, then by files, then by path.
func (h *weighing) Less(a, b int) bool {
	x, y := h.queue[a], h.queue[b]
	return cmp.Or(cmp.Compare(h.sums.At(y).Bytes, h.sums.At(x).Bytes), cmp.Compare(h.sums.At(y).Files, h.sums.At(x).Files), cmp.Compare(x, y)) < 0
}

// Swap swaps two elements.
func (h *weighing) Swap(a, b int) { h.queue[a], h.queue[b] = h.queue[b], h.queue[a] }

// Push appends an entry number.
func (h *weighing) Push(x any) { h.queue = append(h.queue, x.(uint32)) }

// Pop removes the last element.
func (h *weighing) Pop() any {
	last := h.queue[len(h.queue)-1]
	h.queue = h.queue[:len(h.queue)-1]
	return last
}
