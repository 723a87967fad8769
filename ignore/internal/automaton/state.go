package automaton

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync/atomic"
	"unicode/utf8"
)

// State is everything that matters about a path so far. States are made and
// owned by an Automaton.
type State struct {
	// by class; a table in the state itself saves a step to it
	next     [transitions]atomic.Pointer[State]
	shared   bool // kept for good; other states may point to it
	set      []position
	accepted *Accepted
	live     Highest // of the patterns that can match a longer path
}

// Accepted returns the patterns that match the path, the first of each block.
func (s *State) Accepted() *Accepted { return s.accepted }

// Accepted is a set of pattern numbers. The same set is the same pointer unless
// ID is negative.
type Accepted struct {
	// ID counts the sets from 0, the empty one, in the order in which they were
	// met. It is -1 for a set that was made for the moment, because the budget
	// is spent.
	ID int
	// Numbers are the patterns, ascending; of each block only the first that
	// matches. They must not be changed.
	Numbers []uint32
}

// Groups is how many groups of patterns a Builder tells apart.
const Groups = 2

// Highest holds, for each group, the highest number among some patterns of that
// group, or -1 when there are none.
type Highest [Groups]int32

func none() Highest { return Highest{-1, -1} }

func (h *Highest) raise(m member) { h[m.group] = max(h[m.group], int32(m.number)) }

func (h *Highest) merge(other Highest) {
	for i := range h {
		h[i] = max(h[i], other[i])
	}
}

// position is a place in the trie that a path has led to: a node, and whether
// the path is inside the directories that the node's own wildcard (dirs, below)
// takes in.
type position uint32

func at(node uint32, inside bool) position {
	p := position(node) << 1
	if inside {
		p |= 1
	}
	return p
}

func (p position) node() uint32 { return uint32(p >> 1) }

func (p position) inside() bool { return p&1 != 0 }

// build makes the state behind s and a class of characters, or finds it.
func (a *Automaton) build(s *State, class int) *State {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.alphabet.bounds[class] // stands for the whole class
	a.begin()
	set := a.positions[:0]
	for _, p := range s.set {
		set = a.advance(set, p, r)
	}
	a.positions = set
	next := a.state(set)
	if class < transitions && s.shared && next.shared {
		s.next[class].Store(next)
	}
	return next
}

// advance adds to set where a position leads with a character.
func (a *Automaton) advance(set []position, p position, r rune) []position {
	t := &a.trie
	n := &t.nodes[p.node()]
	if p.inside() {
		if t.sets[n.in.set()].has(r) {
			set = a.add(set, p)
			if n.in.operation() == below {
				set = a.reach(set, p.node())
			}
		}
		if n.in.operation() == dirs && r == '/' {
			set = a.reach(set, p.node())
		}
		return set
	}
	if n.loops() && t.sets[n.in.set()].has(r) {
		set = a.reach(set, p.node())
	}
	for _, child := range n.wild {
		in := t.nodes[child].in
		switch in.operation() {
		case one, opt:
			if t.sets[in.set()].has(r) {
				set = a.reach(set, child)
			}
		case below:
			if r == '/' {
				set = a.reach(a.add(set, at(child, true)), child)
			}
		}
	}
	if child, ok := t.child(p.node(), r); ok {
		set = a.reach(set, child)
	}
	return set
}

// reach adds a node and every node that can be reached from it without a
// character.
func (a *Automaton) reach(set []position, id uint32) []position {
	before := len(set)
	if set = a.add(set, at(id, false)); len(set) == before {
		return set
	}
	for _, child := range a.trie.nodes[id].wild {
		switch a.trie.nodes[child].in.operation() {
		case opt, star, below:
			set = a.reach(set, child)
		case dirs:
			set = a.reach(a.add(set, at(child, true)), child)
		}
	}
	return set
}

// begin starts a new set of positions.
func (a *Automaton) begin() {
	a.round++
	if a.round == 0 {
		clear(a.marks)
		a.round = 1
	}
}

// add adds a position unless this round had it already.
func (a *Automaton) add(set []position, p position) []position {
	if int(p) >= len(a.marks) {
		a.marks = append(a.marks, make([]uint32, max(2*len(a.trie.nodes), int(p)+1)-len(a.marks))...)
	}
	if a.marks[p] == a.round {
		return set
	}
	a.marks[p] = a.round
	return append(set, p)
}

// state returns the state with these positions.
func (a *Automaton) state(set []position) *State {
	slices.Sort(set)
	key := a.key[:0]
	for _, p := range set {
		key = binary.LittleEndian.AppendUint32(key, uint32(p))
	}
	a.key = key
	if s, ok := a.states[string(key)]; ok {
		return s
	}
	s := &State{set: slices.Clone(set), live: none()}
	matches := a.matches[:0]
	for _, p := range set {
		n := &a.trie.nodes[p.node()]
		switch {
		case p.inside(), n.loops():
			s.live.merge(n.all)
		default:
			s.live.merge(n.ahead)
		}
		if !p.inside() {
			matches = append(matches, n.matches...)
		}
	}
	a.matches = matches
	s.accepted = a.accept(matches)
	if a.spend(8*transitions + 8*len(key) + 64) {
		s.shared = true
		a.states[string(key)] = s
	}
	return s
}

// accept returns the set of the first match of each block.
func (a *Automaton) accept(matches []match) *Accepted {
	slices.SortFunc(matches, func(a, b match) int { return cmp.Compare(a.number, b.number) })
	matches = slices.CompactFunc(matches, func(a, b match) bool { return a.block == b.block })
	key := a.key[len(a.key):] // the key of the state stays as it is
	for _, m := range matches {
		key = binary.LittleEndian.AppendUint32(key, m.number)
	}
	if set, ok := a.accepted[string(key)]; ok {
		return set
	}
	set := &Accepted{ID: -1, Numbers: make([]uint32, len(matches))}
	for i, m := range matches {
		set.Numbers[i] = m.number
	}
	if a.spend(2*len(key) + 64) {
		set.ID = len(a.accepted)
		a.accepted[string(key)] = set
	}
	return set
}

// spend takes from the budget, if it lasts.
func (a *Automaton) spend(bytes int) bool {
	if bytes > a.budget {
		return false
	}
	a.budget -= bytes
	return true
}

// alphabet sorts all characters into classes that no pattern can tell apart. A
// class is the run of characters from one bound up to, not including, the next.
type alphabet struct {
	bounds []rune
	ascii  [utf8.RuneSelf]uint8
}

func newAlphabet(tokens []token, sets []set) alphabet {
	bounds := map[rune]bool{0: true}
	between := func(first, last rune) { bounds[first], bounds[last+1] = true, true }
	between('/', '/')
	var seen [utf8.RuneSelf]bool
	for _, t := range tokens {
		switch {
		case t >= utf8.RuneSelf:
			between(rune(t), rune(t))
		case t >= 0 && !seen[t]:
			seen[t] = true
			between(rune(t), rune(t))
		}
	}
	for _, s := range sets {
		for i := 0; i+1 < len(s); i += 2 {
			between(s[i], s[i+1])
		}
	}
	delete(bounds, maxRune+1)
	var a alphabet
	for r := range bounds {
		a.bounds = append(a.bounds, r)
	}
	slices.Sort(a.bounds)
	for r := range a.ascii {
		a.ascii[r] = uint8(a.class(rune(r))) // at most one class a character
	}
	return a
}

func (a *alphabet) class(r rune) int {
	i, found := slices.BinarySearch(a.bounds, r)
	if !found {
		i--
	}
	return i
}
