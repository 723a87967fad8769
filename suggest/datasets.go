package suggest

// dataFiles finds data. A Dockerfile that copies it by name, or by that of the
// directory that holds it, keeps it.
var dataFiles = &Heuristic{
	ID:       "datasets",
	Title:    "data that git does not track",
	Category: Dataset,
	Run:      byProof,
	whole:    true,
}
