package analysis

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/buildctx/buildctx/context/ledger"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// A Heavy is a path with what is sent at and below it.
type Heavy struct {
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
func (r *Result) Heaviest(n int) []Heavy {
	h := &heavies{result: r, sums: r.Sent.Sums(), candidate: r.candidateEntries()}
	shown := h.top(n)
	return append(shown, h.others(shown)...)
}

// candidates are the entries of all candidates.
type candidates map[uint32]*suggest.Candidate

// Wasted reports whether some of what is sent although it has the name that a
// rule gives should not be sent.
func (r *Result) Wasted(row ledger.Row) bool {
	candidates := r.candidateEntries()
	return slices.ContainsFunc(row.Anchored, func(i uint32) bool { return candidates.in(r.Tree, i) })
}

func (r *Result) candidateEntries() candidates {
	out := make(candidates)
	for k := range r.Candidates {
		for _, i := range r.Candidates[k].Entries {
			out[i] = &r.Candidates[k]
		}
	}
	return out
}

// in reports whether an entry is a candidate, or lies below one.
func (c candidates) in(t *buildcontext.Tree, i uint32) bool {
	for ; i != 0; i = t.Parent(i) {
		if c[i] != nil {
			return true
		}
	}
	return false
}

type heavies struct {
	result    *Result
	sums      buildcontext.Sums
	candidate candidates
	queue     []uint32
}

// top takes the heaviest paths out of the queue, splitting as it goes.
func (h *heavies) top(n int) []Heavy {
	h.push(0)
	var out []Heavy
	rows := make(map[*suggest.Candidate]int)
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
func (h *heavies) push(dir uint32) {
	for c := range h.result.Tree.Children(dir) {
		if h.sums.At(c).Files > 0 {
			heap.Push(h, c)
		}
	}
}

func (h *heavies) splits(i uint32) bool {
	t := h.result.Tree
	if !t.IsDir(i) || h.candidate[i] != nil {
		return false
	}
	if category, _ := suggest.Classify(t, i); category != catalog.Other && category != catalog.Source {
		return false
	}
	for c := range t.Children(i) {
		if float64(h.sums.At(c).Bytes) > dominance*float64(h.sums.At(i).Bytes) {
			return true
		}
	}
	return false
}

func (h *heavies) describe(i uint32) Heavy {
	heavy := Heavy{Entry: i, Sum: h.sums.At(i)}
	if c := h.candidate[i]; c != nil {
		heavy.Category, heavy.Why, heavy.Evidence, heavy.Candidate = c.Category, c.Why, c.Evidence, true
		return heavy
	}
	heavy.Category, heavy.Why = suggest.Classify(h.result.Tree, i)
	for j := range h.candidate {
		if j > i && j < h.result.Tree.End(i) && h.sums.At(j).Files > 0 {
			heavy.Inside++
		}
	}
	return heavy
}

// fewAlike is how many candidates of one kind get rows of their own.
const fewAlike = 3

// others are the candidates that none of the shown paths holds.
func (h *heavies) others(shown []Heavy) []Heavy {
	t := h.result.Tree
	covered := make(map[uint32]bool, len(shown))
	for _, s := range shown {
		covered[s.Entry] = true
	}
	var out []Heavy
	for _, c := range h.result.Candidates {
		var rows []Heavy
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
	slices.SortStableFunc(out, func(a, b Heavy) int {
		return cmp.Or(-compareBool(a.Category == catalog.Secret, b.Category == catalog.Secret), heavier(a, b))
	})
	return out
}

func heavier(a, b Heavy) int {
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

// Len, Less, Swap, Push and Pop make heavies a heap with the heaviest first.
func (h *heavies) Len() int { return len(h.queue) }

// Less orders by bytes, then by files, then by path.
func (h *heavies) Less(a, b int) bool {
	x, y := h.queue[a], h.queue[b]
	return cmp.Or(cmp.Compare(h.sums.At(y).Bytes, h.sums.At(x).Bytes), cmp.Compare(h.sums.At(y).Files, h.sums.At(x).Files), cmp.Compare(x, y)) < 0
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
