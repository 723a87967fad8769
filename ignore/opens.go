package ignore

import "strings"

// Opens reports whether BuildKit sends the content of the file at path, should its walk send the file.
// When it opens a file, fsutil asks the list a second time and in another way (filter.go, filterFS.Open, which calls
// MatchesOrParentMatches); if that way the file is excluded, it arrives empty, and nobody is told (send.go, sendFile).
// The other builders have one opinion only; for them it is always true.
func (m *Matcher) Opens(path string) bool {
	s := m.Root()
	for name := range strings.SplitSeq(path, "/") {
		s, _ = m.Enter(s, name)
	}
	return m.OpensAt(s)
}

// OpensAt is Opens for the entry of a state, at no cost.
func (m *Matcher) OpensAt(s State) bool { return s.outcome.opens }

// ClosedBy is the rule for which [Matcher.Opens] is false: the last one in the list that matches the path or a directory
// above it. It is nil where the content is sent. Of several rules in a row that match, only a Matcher that comes from
// [Matcher.Every] tells the last one.
func (m *Matcher) ClosedBy(path string) *Rule {
	s, last := m.Root(), uint32(0)
	for name := range strings.SplitSeq(path, "/") {
		inside := m.Inside(s)
		if _, own := inside.Touches(name); len(own) > 0 {
			last = max(last, own[len(own)-1])
		}
		s, _ = m.Enter(s, name)
	}
	if m.OpensAt(s) {
		return nil
	}
	return m.rules[last]
}
