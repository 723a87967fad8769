package ignore

// Prunes reports whether nothing below the directory can get a verdict with another Matched than the directory's own.
// It is never wrong; it is false where the answer would take more than a glance.
//
// It says nothing of where the builder goes: below a directory that Descends turns down there is nothing to be sent either.
// For Buildah it counts that in, because Buildah remembers nothing: a name with a line feed in it
// escapes any rule, but not from a directory that is never entered.
func (m *Matcher) Prunes(s State) bool {
	if len(m.late) > 0 {
		return false // what is below may still fail
	}
	live := m.automaton.Below(s.at)
	for _, i := range m.direct {
		group := positive
		if m.rules[i].Negated {
			group = negative
		}
		live[group] = max(live[group], int32(i))
	}
	matched := s.outcome.verdict.Matched
	if m.builder == Buildah {
		return matched && !m.Descends(s) || !matched && live[positive] < 0
	}
	// The last rule that is remembered speaks again for everything below; only a rule behind it can contradict.
	last := int32(-1)
	if spoke := s.outcome.spoke; len(spoke) > 0 {
		last = int32(spoke[len(spoke)-1])
	}
	if matched {
		return live[negative] < last
	}
	return live[positive] < 0 || live[positive] < last
}
