// Package automaton compares a path with many patterns at once, in time that
// does not depend on how many there are.
//
// A Builder collects patterns, each a sequence of characters and wildcards,
// each known by a number. The Automaton made of them is a deterministic one,
// built lazily: a State stands for everything that matters about a path so far,
// and Enter takes it one path component further. A state is kept per directory,
// so that an entry costs one table look-up per byte of its own name.
//
// A state tells which patterns match the path (Accepted) and which may still
// match something below it (Below). What a match means, whether it excludes or
// re-includes, is not known here.
//
// How it works. The patterns are sorted, so that a run of the sorted list is a
// node of a trie; nodes are made when they are first reached (trie.go). A set
// of such nodes is a state (state.go). States are shared and kept, and found
// again without a lock, as long as a budget of memory lasts; from then on new
// states are made for the moment and forgotten.
package automaton
