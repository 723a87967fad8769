package suggest

// testOutputs finds what test runs report.
var testOutputs = &Heuristic{
	ID:       "test-output",
	Title:    "reports of tests",
	Category: Test,
	Run: func(p *Pass) {
		if p.Name.Pattern == "coverage" && !p.Tracked() {
			marker := p.Marker() // what a report leaves inside is proof enough
			if _, ok := p.Tree.Child(p.Entry, "index.html"); ok && marker == "" && p.Ignored() {
				marker = "index.html inside" // any site has one
			}
			if marker != "" {
				p.sure(marker)
				return
			}
		}
		byProof(p)
	},
}
