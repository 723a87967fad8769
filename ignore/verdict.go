package ignore

// Verdict is what a list of rules says of one entry.
type Verdict struct {
	// Matched tells that the list matches: the entry is excluded by a list of ignore rules, included by an include list.
	Matched bool
	// By is the rule that decided: the last one that changed the outcome, be it for the entry itself or for a directory
	// above it. It is nil when no rule spoke.
	By *Rule
	// Bad is a Late rule that the builder has to compare with this entry, and fails on. The verdict is what the other
	// rules say.
	Bad *Rule
}
