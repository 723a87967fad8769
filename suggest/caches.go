package suggest

// cacheDirs finds caches: tools make them again, and they change with every
// run.
var cacheDirs = &Heuristic{
	ID:       "caches",
	Title:    "caches of tools",
	Category: Cache,
	Run:      byProof,
}
