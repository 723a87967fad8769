package automaton

// Groups is how many groups of patterns a Builder tells apart.
const Groups = 2

// Highest holds, for each group, the highest number among some patterns of that group, or -1 when there are none.
type Highest [Groups]int32

func none() Highest { return Highest{-1, -1} }

func (h *Highest) raise(m member) { h[m.group] = max(h[m.group], int32(m.number)) }

func (h *Highest) merge(other Highest) {
	for i := range h {
		h[i] = max(h[i], other[i])
	}
}
