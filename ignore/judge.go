package ignore

import (
	"encoding/binary"
	"sync"
	"sync/atomic"
)

// outcome is what the rules say of an entry, and what of it matters to the entries below. Entries that differ in
// nothing else share one, so that a verdict is nearly always a look-up in the outcome of the directory above.
type outcome struct {
	verdict Verdict
	// spoke are the rules that the builder remembers as having matched the entry; they match everything below as well.
	// Ascending; empty for Buildah, which remembers nothing.
	spoke []uint32
	// ever are all rules that match the entry or something above it, remembered or not. Ascending;
	// kept only where it can differ from spoke and matters (see Matcher.Opens).
	ever []uint32
	// opens tells that BuildKit sends the content of the entry if it sends the entry at all.
	opens bool
	// below are the outcomes of entries in this directory, by the ID of what the automaton accepts.
	below atomic.Pointer[[]atomic.Pointer[outcome]]
}

// known returns the outcome of an entry in the directory, if it has been asked for before.
func (o *outcome) known(accepted int) *outcome {
	if below := o.below.Load(); below != nil && uint(accepted) < uint(len(*below)) {
		return (*below)[accepted].Load()
	}
	return nil
}

// judge works out outcomes and keeps them, within a budget of memory.
type judge struct {
	matcher *Matcher
	start   *outcome // of the root

	mu       sync.Mutex
	outcomes map[string]*outcome
	budget   int
}

// judgeBudget is how many bytes, roughly, outcomes may take that are kept for good.
const judgeBudget = 16 << 20

func newJudge(m *Matcher) judge {
	return judge{matcher: m, start: &outcome{opens: !m.include}, outcomes: map[string]*outcome{}, budget: judgeBudget}
}

// outcome returns the outcome of an entry that own rules match, in the directory with outcome parent.
func (j *judge) outcome(parent *outcome, accepted int, own []uint32) *outcome {
	var o *outcome
	if j.matcher.builder == Buildah {
		o = j.matcher.lastMatch(own)
	} else {
		o = j.matcher.walkMatch(parent, own)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	o = j.share(o)
	if accepted >= 0 && len(j.matcher.direct) == 0 { // else what the automaton accepts is not the whole of it
		j.remember(parent, accepted, o)
	}
	return o
}

// remember lets known find the outcome.
func (j *judge) remember(parent *outcome, accepted int, o *outcome) {
	below := parent.below.Load()
	if below == nil {
		below = new([]atomic.Pointer[outcome])
	}
	if accepted >= len(*below) {
		grown := make([]atomic.Pointer[outcome], max(8, 2*len(*below), accepted+1))
		if !j.spend(8 * (len(grown) - len(*below))) {
			return
		}
		for i := range *below {
			grown[i].Store((*below)[i].Load())
		}
		below = &grown
		parent.below.Store(below)
	}
	(*below)[accepted].Store(o)
}

// share returns the outcome that equals o, o itself if it is the first one.
func (j *judge) share(o *outcome) *outcome {
	var key []byte
	number := func(n int) { key = binary.LittleEndian.AppendUint32(key, uint32(n)) }
	rule := func(r *Rule) {
		if r == nil {
			number(-1)
		} else {
			number(r.Index)
		}
	}
	rule(o.verdict.By)
	rule(o.verdict.Bad)
	number(len(o.spoke))
	for _, n := range o.spoke {
		number(int(n))
	}
	for _, n := range o.ever {
		number(int(n))
	}
	if known, ok := j.outcomes[string(key)]; ok {
		return known
	}
	if j.spend(2*len(key) + 128) {
		j.outcomes[string(key)] = o
	}
	return o
}

// adopt is share for an outcome from elsewhere.
func (j *judge) adopt(o *outcome) *outcome {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.share(o)
}

func (j *judge) spend(bytes int) bool {
	if bytes > j.budget {
		return false
	}
	j.budget -= bytes
	return true
}
