package cover

import "strings"

// A pathTrie numbers paths, so that all paths that one begins with are found in
// a step for each component.
type pathTrie map[pathStep]int

type pathStep struct {
	from int
	name string
}

// add is the number of a path, which it gets if it has none.
func (t pathTrie) add(path string) int {
	at := 0
	for name := range strings.SplitSeq(path, "/") {
		next, ok := t[pathStep{at, name}]
		if !ok {
			next = len(t) + 1
			t[pathStep{at, name}] = next
		}
		at = next
	}
	return at
}

// number is that of a path; 0 if it has none.
func (t pathTrie) number(path string) int {
	at := 0
	for name := range strings.SplitSeq(path, "/") {
		if at = t[pathStep{at, name}]; at == 0 {
			break
		}
	}
	return at
}

// prefixes calls yield with the number of each path that a path begins with,
// itself included, as far as they have one.
func (t pathTrie) prefixes(path string, yield func(number int)) {
	at := 0
	for name := range strings.SplitSeq(path, "/") {
		next, ok := t[pathStep{at, name}]
		if !ok {
			return
		}
		at = next
		yield(at)
	}
}
