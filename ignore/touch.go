package ignore

// Touches returns the rules whose pattern matches the entry itself, by Index and ascending, whether or not the builder
// asks them and whatever comes of it. Entries with the same id, if it is not negative, are touched by the same rules.
// Under Buildah rules may be missing that one of the others overrules. The caller must not change the slice.
func (m *Matcher) Touches(s State) (id int, rules []uint32) {
	accepted := s.at.Accepted()
	if len(m.direct) == 0 {
		return accepted.ID, accepted.Numbers
	}
	return -1, m.own(accepted.Numbers, s.path)
}
