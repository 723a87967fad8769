package ignore

// Touches returns the rules whose pattern matches the entry itself, by Index and ascending, whether or not the builder
// asks them and whatever comes of it. Entries with the same id, if it is not negative, are touched by the same rules.
// Rules may be missing that cannot matter because of another one: for Docker the later ones of several of the same sort
// in a row, for Buildah those that a later one overrules. The caller must not change the slice.
func (m *Matcher) Touches(s State) (id int, rules []uint32) {
	accepted := s.at.Accepted()
	if len(m.direct) == 0 {
		return accepted.ID, accepted.Numbers
	}
	return -1, m.own(accepted.Numbers, s.path)
}
