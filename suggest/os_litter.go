package suggest

// osLitter finds what operating systems leave in directories that somebody
// looks at. It changes by looking.
var osLitter = &Heuristic{
	ID:       "os-litter",
	Title:    "leftovers of operating systems",
	Category: OS,
	Run:      byProof,
}
