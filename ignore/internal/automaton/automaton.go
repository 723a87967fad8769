package automaton

import (
	"sync"
	"unicode/utf8"
)

// Automaton compares paths with all its patterns. It is safe for concurrent
// use.
type Automaton struct {
	alphabet alphabet
	slash    int
	root     *State

	mu       sync.Mutex // for all below; a known transition needs no lock
	trie     trie
	states   map[string]*State
	accepted map[string]*Accepted
	budget   int // bytes that may still be spent on shared states

	// Scratch space.
	marks     []uint32 // by position: the round in which it was last reached
	round     uint32
	positions []position
	key       []byte
	matches   []match
}

const (
	// defaultBudget is how many bytes, roughly, states and sets of patterns may
	// take that are kept for good.
	defaultBudget = 24 << 20
	// transitions is the size of a state's table. ASCII has at most as many
	// classes, and they come first; where a list has so many letters beyond
	// ASCII that there are more, those beyond the table are looked up under the
	// lock.
	transitions = utf8.RuneSelf
)

// Root returns the state before the first component.
func (a *Automaton) Root() *State { return a.root }

// Enter returns the state of the entry called name in the directory dir. The
// name is one component, without a slash.
func (a *Automaton) Enter(dir *State, name string) *State { return a.Name(a.Inside(dir), name) }

// Inside returns the state before the name of anything in the directory dir.
func (a *Automaton) Inside(dir *State) *State {
	if dir == a.root {
		return dir
	}
	return a.step(dir, a.slash)
}

// Name returns the state of the entry called name, given that of
// [Automaton.Inside].
func (a *Automaton) Name(inside *State, name string) *State {
	s := inside
	for i := 0; i < len(name); {
		if b := name[i]; b < utf8.RuneSelf {
			next := a.known(s, b)
			if next == nil {
				next = a.build(s, a.class(b))
			}
			s = next
			i++
			continue
		}
		// An invalid byte is one U+FFFD, as for package regexp.
		r, size := utf8.DecodeRuneInString(name[i:])
		s = a.step(s, a.alphabet.class(r))
		i += size
	}
	return s
}

// Below returns the highest numbers among the patterns that can match something
// below the directory.
func (a *Automaton) Below(dir *State) Highest { return a.Inside(dir).live }

// class is the class of a character of ASCII.
func (a *Automaton) class(b byte) int { return int(a.alphabet.ascii[b%utf8.RuneSelf]) }

// known returns the state behind s and a character of ASCII, if it has been
// built.
func (a *Automaton) known(s *State, b byte) *State {
	// below transitions anyway, but the compiler cannot know
	return s.next[a.class(b)%transitions].Load()
}

func (a *Automaton) step(s *State, class int) *State {
	if class < transitions {
		if next := s.next[class].Load(); next != nil {
			return next
		}
	}
	return a.build(s, class)
}
