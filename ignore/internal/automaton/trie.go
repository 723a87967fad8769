package automaton

import (
	"cmp"
	"slices"
	"sort"
)

// trie is the sorted list of all expressions, seen as a tree: a node is a run
// of the list whose members share their first tokens. A node is made when it is
// first reached, so that a list of a million patterns costs little more than
// its own text.
type trie struct {
	tokens []token // of all expressions, one after the other
	// where each expression starts in tokens; one more than there are
	// expressions
	starts []uint32
	sorted []member
	sets   []set

	nodes []node
	ids   map[nodeKey]uint32
}

// member is one expression in the sorted list.
type member struct {
	expr   uint32 // index in starts
	number uint32
	block  uint32
	group  uint8
}

// match is a pattern that matches, and the block it is in.
type match struct{ number, block uint32 }

// nodeKey names a node: no two runs of the same depth begin at the same member.
type nodeKey struct{ first, depth uint32 }

type node struct {
	first, last uint32  // the run of members
	depth       uint32  // how many tokens they share
	in          token   // the last of those
	ended       uint32  // the members before this one have no further token
	matches     []match // of those: they match here
	literals    uint32  // from this member on, the next token is a character
	wild        []uint32
	ahead       Highest // of the members that need more
	all         Highest
}

const root = 0

func (t *trie) expr(m member) []token {
	return t.tokens[t.starts[m.expr]:t.starts[m.expr+1]]
}

func (t *trie) sort() {
	slices.SortFunc(t.sorted, func(a, b member) int {
		return cmp.Or(slices.Compare(t.expr(a), t.expr(b)), cmp.Compare(a.number, b.number))
	})
	t.ids = map[nodeKey]uint32{}
	t.node(0, uint32(len(t.sorted)), 0, wildcard(one, anything))
}

// node returns the number of a node, which it makes, with all nodes that
// wildcards lead to, if it is new.
func (t *trie) node(first, last, depth uint32, in token) uint32 {
	key := nodeKey{first, depth}
	if id, ok := t.ids[key]; ok {
		return id
	}
	id := uint32(len(t.nodes))
	t.ids[key] = id
	t.nodes = append(t.nodes, node{})
	n := node{first: first, last: last, depth: depth, in: in, ahead: none(), all: none()}
	for n.ended = first; n.ended < last && len(t.expr(t.sorted[n.ended])) == int(depth); n.ended++ {
		m := t.sorted[n.ended]
		n.all.raise(m)
		if k := len(n.matches); k == 0 || n.matches[k-1].block != m.block {
			n.matches = append(n.matches, match{number: m.number, block: m.block})
		}
	}
	for _, m := range t.sorted[n.ended:last] {
		n.ahead.raise(m)
	}
	n.all.merge(n.ahead)
	n.literals = n.ended
	for n.literals < last {
		next := t.next(n.literals, depth)
		if next.literal() {
			break
		}
		end := t.runEnd(n.literals, last, depth, next)
		n.wild = append(n.wild, t.node(n.literals, end, depth+1, next))
		n.literals = end
	}
	t.nodes[id] = n
	return id
}

// loops reports whether the wildcard that leads to the node takes further
// characters before the node is left.
func (n *node) loops() bool { return !n.in.literal() && n.in.operation() == star }

// child returns the node behind a character.
func (t *trie) child(parent uint32, r rune) (id uint32, ok bool) {
	n := t.nodes[parent] // a copy: making a node moves the others
	first := t.search(n.literals, n.last, n.depth, token(r))
	if first == n.last || t.next(first, n.depth) != token(r) {
		return 0, false
	}
	return t.node(first, t.runEnd(first, n.last, n.depth, token(r)), n.depth+1, token(r)), true
}

func (t *trie) next(i, depth uint32) token { return t.expr(t.sorted[i])[depth] }

// search returns the first member of a run whose token at depth is not below
// want.
func (t *trie) search(first, last, depth uint32, want token) uint32 {
	return first + uint32(sort.Search(int(last-first), func(i int) bool { return t.next(first+uint32(i), depth) >= want }))
}

func (t *trie) runEnd(first, last, depth uint32, same token) uint32 {
	return t.search(first, last, depth, same+1)
}
