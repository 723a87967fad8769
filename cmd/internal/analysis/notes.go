package analysis

// Notes are what cannot be known from here.
type Notes struct {
	// Unknowns are sentences for the reports, Gaps those of them for which
	// findings may be missing.
	Unknowns, Gaps []string
	// Assumed are sentences about what is taken for granted though nothing says
	// so.
	Assumed []string

	partial bool // something could not be looked at that may say what is needed
}

// knowLess takes down what is not known, and for which findings may be missing.
func (n *Notes) knowLess(sentence string) {
	n.Unknowns, n.Gaps = append(n.Unknowns, sentence), append(n.Gaps, sentence)
}

// unseen notes that something could not be looked at that may say what is
// needed.
func (n *Notes) unseen(sentence string) {
	n.Unknowns = append(n.Unknowns, sentence)
	n.partial = true
}
