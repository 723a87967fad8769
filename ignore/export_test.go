package ignore

// Starve takes away the memory in which the matcher keeps what it has worked
// out.
func (m *Matcher) Starve() { m.outcomes.budget = 0 }
