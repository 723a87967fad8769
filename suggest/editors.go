package suggest

// editorLitter finds what editors write for themselves. What git tracks is
// shared on purpose and small, and left alone.
var editorLitter = &Heuristic{
	ID:       "editors",
	Title:    "settings and leftovers of editors",
	Category: Editor,
	Run:      byProof,
}
