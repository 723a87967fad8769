package automaton

import "slices"

// Builder collects patterns. The zero value is ready for use.
type Builder struct {
	trie     trie
	setIDs   map[string]int
	patterns uint32
	block    uint32
	group    uint8
}

// Grow makes room for so many patterns, of so many pieces in all, so that
// adding them moves nothing.
func (b *Builder) Grow(patterns, pieces int) {
	b.begin()
	b.trie.tokens = slices.Grow(b.trie.tokens, pieces)
	b.trie.starts = slices.Grow(b.trie.starts, patterns)
	b.trie.sorted = slices.Grow(b.trie.sorted, patterns)
}

// Add adds a pattern, which matches when one of its alternatives does. It goes
// by the number of patterns added or skipped before it, and belongs to one of
// the Groups.
//
// Patterns of the same group that follow one another are a block, for which it
// is enough to know the first that matches.
func (b *Builder) Add(group uint8, alternatives ...Expr) {
	b.begin()
	if group != b.group {
		b.group = group
		b.block++
	}
	for _, e := range alternatives {
		b.add(e)
	}
	b.patterns++
}

// Skip leaves out a number. It ends a block.
func (b *Builder) Skip() {
	b.patterns++
	b.block++
}

// End ends a block.
func (b *Builder) End() { b.block++ }

func (b *Builder) add(e Expr) {
	t := &b.trie
	for _, tok := range e.tokens {
		if !tok.literal() && tok.set() >= knownSets {
			tok = wildcard(tok.operation(), b.setID(e.sets[tok.set()-knownSets]))
		}
		t.tokens = append(t.tokens, tok)
	}
	t.sorted = append(t.sorted, member{expr: uint32(len(t.starts) - 1), number: b.patterns, block: b.block, group: b.group})
	t.starts = append(t.starts, uint32(len(t.tokens)))
}

// Build returns the automaton of all patterns added so far. The Builder must
// not be used again.
func (b *Builder) Build() *Automaton {
	b.begin()
	b.trie.sort()
	a := &Automaton{
		trie:     b.trie,
		alphabet: newAlphabet(b.trie.tokens, b.trie.sets),
		states:   map[string]*State{},
		accepted: map[string]*Accepted{},
		budget:   defaultBudget,
	}
	a.slash = a.alphabet.class('/')
	a.accept(nil) // so that its ID is 0
	a.begin()
	a.root = a.state(a.reach(nil, root))
	return a
}

func (b *Builder) begin() {
	if b.setIDs != nil {
		return
	}
	b.setIDs = map[string]int{}
	b.trie.starts = []uint32{0}
	for i := range knownSets {
		b.trie.sets = append(b.trie.sets, knownSet(i))
	}
}

func (b *Builder) setID(s set) int {
	key := string([]rune(s))
	id, ok := b.setIDs[key]
	if !ok {
		id = len(b.trie.sets)
		b.setIDs[key] = id
		b.trie.sets = append(b.trie.sets, s)
	}
	return id
}
