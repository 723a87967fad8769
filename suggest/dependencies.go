package suggest

// dependencyDirs finds what package managers unpack. It is made for the machine
// it was made on, and the build makes it again: unless nothing in a Dockerfile
// does, which makes it a question.
var dependencyDirs = &Heuristic{
	ID:       "dependencies",
	Title:    "what package managers install",
	Category: Dependencies,
	Run: func(p *Pass) {
		if byProof(p); p.found != nil {
			p.remade()
		}
	},
	again: true,
}
