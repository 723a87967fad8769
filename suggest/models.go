package suggest

// modelFiles finds trained models.
var modelFiles = &Heuristic{
	ID:       "models",
	Title:    "trained models that git does not track",
	Category: Model,
	Run:      byProof,
	whole:    true,
}
