package ignore

import "strings"

// Decide gives the verdict that the builder's walk comes to for a path below the context root. The walk ends at a
// directory that the builder does not enter; its verdict is then that of everything below.
func (m *Matcher) Decide(path string) Verdict {
	state := m.Root()
	var v Verdict
	for name := range strings.SplitSeq(path, "/") {
		state, v = m.Enter(state, name)
		if v.Matched && !m.Descends(state) {
			break
		}
	}
	return v
}
