package ignore

import (
	"encoding/binary"
	"slices"
	"sync"
	"sync/atomic"
)

// Verdict is the verdict of a list of rules on one entry.
type Verdict struct {
	// Matched says that the list matches: the entry is excluded by a list of
	// ignore rules, included by an include list.
	Matched bool
	// By is the rule that decided: the last one that changed the outcome, for
	// the entry itself or for a directory above it. It is nil if no rule
	// matched.
	By *Rule
	// Bad is a Late rule that the builder has to compare with this entry, and
	// fails on. The verdict is what the other rules say.
	Bad *Rule
}

// apply applies a rule that matches.
func (v *Verdict) apply(r *Rule) {
	if v.Matched == r.Negated {
		v.Matched, v.By = !r.Negated, r
	}
}

// outcome is what the rules say of an entry, and what of it matters to the
// entries below. Entries with equal outcomes share one, so that a verdict is
// nearly always a look-up in the outcome of the directory above.
type outcome struct {
	verdict Verdict
	// remembered are the rules that the builder remembers as having matched the
	// entry; they match everything below as well. Ascending; empty for Buildah,
	// which remembers nothing.
	remembered []uint32
	// ever are all rules that match the entry or something above it, remembered
	// or not. Ascending; kept only where it can differ from remembered and
	// matters (see Matcher.SendsContent).
	ever []uint32
	// sendsContent says that BuildKit sends the content of the entry if it
	// sends the entry at all.
	sendsContent bool
	// below are the outcomes of entries in this directory, by the ID of what
	// the automaton accepts.
	below atomic.Pointer[[]atomic.Pointer[outcome]]
}

// known returns the outcome of an entry in the directory, if it has been asked
// for before.
func (o *outcome) known(accepted int) *outcome {
	if below := o.below.Load(); below != nil && uint(accepted) < uint(len(*below)) {
		return (*below)[accepted].Load()
	}
	return nil
}

// maxCompiled is how many regular expressions a Matcher keeps; each takes
// kilobytes.
const maxCompiled = 1 << 15

// ownMatches returns the rules that match the path itself: those that the
// automaton accepts and those it cannot take. Where several rules in a row are
// of one kind, negated or not, it may leave out all but the first that matches:
// once that one has matched the builder does not evaluate the others of its row
// (Docker), or they change nothing (Buildah).
func (m *Matcher) ownMatches(accepted []uint32, path string) []uint32 {
	var direct []uint32
	for n, i := range m.direct {
		if m.rules[i].matches(path, n < maxCompiled) {
			direct = append(direct, i)
		}
	}
	return m.withoutAbsent(union(accepted, direct))
}

// withoutAbsent leaves out the rule that is absent.
func (m *Matcher) withoutAbsent(rules []uint32) []uint32 {
	if m.absent < 0 {
		return rules
	}
	i, found := slices.BinarySearch(rules, uint32(m.absent))
	if !found {
		return rules
	}
	return append(rules[:i:i], rules[i+1:]...)
}

// allOwnMatches returns all rules that match the path itself, with none left
// out. It asks every single one.
func (m *Matcher) allOwnMatches(path string) []uint32 {
	var own []uint32
	for i, r := range m.rules {
		if r.matches(path, i < maxCompiled) {
			own = append(own, uint32(i))
		}
	}
	return own
}

// walkMatch does what MatchesUsingParentResults does with the parent's results
// (moby/patternmatcher, patternmatcher.go): a rule that is remembered for the
// parent matches again without being asked; any other is asked only if it could
// change the outcome so far, and one that was not asked is remembered as one
// that did not match.
func (m *Matcher) walkMatch(parent *outcome, own []uint32) *outcome {
	o := &outcome{sendsContent: true}
	v := &o.verdict
	for _, i := range union(union(parent.remembered, own), m.late) {
		r := m.rules[i]
		if _, inherited := slices.BinarySearch(parent.remembered, i); !inherited {
			if r.Negated != v.Matched {
				continue
			}
			if r.Late {
				if v.Bad == nil {
					v.Bad = r
				}
				continue
			}
		}
		o.remembered = append(o.remembered, i)
		v.apply(r)
	}
	return o
}

// lastMatch does what Matches does (go.podman.io/storage,
// pkg/fileutils/fileutils.go): every rule is asked for every path, the last one
// that matches wins, and nothing is remembered.
func (m *Matcher) lastMatch(_ *outcome, own []uint32) *outcome {
	o := &outcome{sendsContent: true}
	for _, i := range own {
		o.verdict.apply(m.rules[i])
	}
	if len(m.late) > 0 {
		o.verdict.Bad = m.rules[m.late[0]]
	}
	return o
}

// union merges two ascending lists. It returns one of them if that is the
// result.
func union(a, b []uint32) []uint32 {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	out := make([]uint32, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			out, a = append(out, a[0]), a[1:]
		case a[0] > b[0]:
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// outcomeCache works out outcomes and keeps them, within a budget of memory.
type outcomeCache struct {
	matcher *Matcher
	start   *outcome // of the root

	mu     sync.Mutex
	known  map[string]*outcome
	budget int
}

// outcomeBudget is how many bytes, roughly, outcomes may take that are kept for
// good.
const outcomeBudget = 16 << 20

func newOutcomeCache(m *Matcher) outcomeCache {
	return outcomeCache{matcher: m, start: &outcome{sendsContent: !m.include}, known: map[string]*outcome{}, budget: outcomeBudget}
}

// compute returns the outcome of an entry that own rules match, in the
// directory with outcome parent.
func (c *outcomeCache) compute(parent *outcome, accepted int, own []uint32) *outcome {
	o := c.matcher.model.evaluate(c.matcher, parent, own)
	c.mu.Lock()
	defer c.mu.Unlock()
	o = c.share(o)
	// else what the automaton accepts is not the whole of it
	if accepted >= 0 && len(c.matcher.direct) == 0 {
		c.remember(parent, accepted, o)
	}
	return o
}

// remember lets known find the outcome.
func (c *outcomeCache) remember(parent *outcome, accepted int, o *outcome) {
	below := parent.below.Load()
	if below == nil {
		below = new([]atomic.Pointer[outcome])
	}
	if accepted >= len(*below) {
		grown := make([]atomic.Pointer[outcome], max(8, 2*len(*below), accepted+1))
		if !c.spend(8 * (len(grown) - len(*below))) {
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
func (c *outcomeCache) share(o *outcome) *outcome {
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
	number(len(o.remembered))
	for _, n := range o.remembered {
		number(int(n))
	}
	for _, n := range o.ever {
		number(int(n))
	}
	if known, ok := c.known[string(key)]; ok {
		return known
	}
	if c.spend(2*len(key) + 128) {
		c.known[string(key)] = o
	}
	return o
}

// adopt is share for an outcome from elsewhere.
func (c *outcomeCache) adopt(o *outcome) *outcome {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.share(o)
}

func (c *outcomeCache) spend(bytes int) bool {
	if bytes > c.budget {
		return false
	}
	c.budget -= bytes
	return true
}
