package automaton

import (
	"slices"
	"unicode/utf8"
)

// alphabet sorts all characters into classes that no pattern can tell apart.
// A class is the run of characters from one bound up to, not including, the next.
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
