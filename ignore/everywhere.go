package ignore

// Everywhere returns the exceptions because of each of which BuildKit looks into every directory that the list excludes: a
// wildcard in one of them switches that off for good which [Matcher.Descends] speaks of. The other builders have none.
func (m *Matcher) Everywhere() []*Rule {
	var rules []*Rule
	for _, r := range m.rules {
		if r.Negated == m.include || r.Index == m.absent {
			continue
		}
		if _, wildcard := m.entrance(r); wildcard {
			rules = append(rules, r)
		}
	}
	return rules
}

// Only returns a Matcher of some of the rules, as if the other lines were not there. They are other Rules, numbered anew.
func (m *Matcher) Only(keep func(*Rule) bool) *Matcher {
	var rules []*Rule
	for _, r := range m.rules {
		if r.Index == m.absent || !keep(r) {
			continue
		}
		kept := *r
		kept.Index = len(rules)
		rules = append(rules, &kept)
	}
	return newMatcher(m.builder, rules, m.include, blocks)
}
