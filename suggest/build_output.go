package suggest

// buildOutputs finds what builds leave behind. Names that are source in some
// stack need two proofs. Where a COPY takes it along and no RUN builds
// anything, the image may be meant to carry what was built outside.
var buildOutputs = &Heuristic{
	ID:       "build-output",
	Title:    "what builds leave behind",
	Category: BuildOutput,
	Run: func(p *Pass) {
		if byProof(p); p.found != nil {
			p.rebuilt()
		}
	},
	again: true,
}
