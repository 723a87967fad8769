package suggest

import (
	"slices"

	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// doubt turns what was taken as safe into a question.
func (p *Pass) doubt(fact string) {
	if p.found != nil && p.found.safety == diag.Safe {
		p.found.safety = diag.Review
		p.found.evidence = append(p.found.evidence, fact)
	}
}

// remade judges dependencies that were taken as safe: stages that take them
// along have to make them again, or to be of another language.
func (p *Pass) remade() {
	tool, manifest := p.Name.Tool, p.Name.Manifest(p.Tree, p.Entry)
	fact := p.runs.FetchedBy(tool, p.Entry)
	if p.found.safety == diag.Safe && p.runs.Taken(p.Entry) {
		named := p.runs.Names(p.Entry)
		switch {
		case tool == "go" && p.runs.Has("-mod=vendor"):
			p.doubt("a RUN builds with -mod=vendor")
		case !p.runs.Refetched(tool, p.Entry):
			p.doubt("no RUN makes it again")
		case named != "" && !p.runs.Refilled(tool, p.Entry):
			p.doubt(named + " names it")
		}
	}
	switch {
	case p.found.safety == diag.Safe && fact != "":
		p.found.evidence = append(p.found.evidence, fact)
	case p.found.safety == diag.Safe && manifest != "":
		p.found.why += "; " + manifest + " beside it makes them again"
		p.found.evidence = slices.DeleteFunc(slices.Clone(p.found.evidence), func(fact string) bool { return fact == manifest+" beside it" })
	}
}

// rebuilt judges an output that was taken as safe: each stage that takes it
// along has to build it again, with the tools of each stack that may have
// made it.
func (p *Pass) rebuilt() { p.rebuiltBy(builds.Tools(p.Tree, p.Entry, p.Name)) }

// rebuiltBy is rebuilt where it is known which tools made it.
func (p *Pass) rebuiltBy(made []string) {
	if !p.runs.Taken(p.Entry) {
		return
	}
	for _, tool := range made {
		if !p.runs.Rebuilt(tool, p.Entry) {
			p.doubt("no RUN makes it again")
			return
		}
	}
	switch by := p.runs.UsedBy(p.Entry); {
	case len(made) == 0:
		p.doubt("no RUN makes it again")
	case by != "" && catalog.Tools()[made[0]].WritesAnywhere && p.runs.RunBy(p.Entry) == "":
		p.doubt(by + " names it")
	}
}

// buildOutputs finds what builds leave behind. Names that are source in some
// stack need two proofs. Where a COPY takes it along and no RUN builds
// anything, the image may be meant to carry what was built outside.
var buildOutputs = &Heuristic{
	ID:       "build-output",
	Title:    "what builds leave behind",
	Category: catalog.BuildOutput,
	Run: func(p *Pass) {
		if byProof(p); p.found != nil {
			p.rebuilt()
		}
	},
	again: true,
}

// dependencyDirs finds what package managers unpack. It is made for the machine
// it was made on, and the build makes it again: unless nothing in a Dockerfile
// does, which makes it a question.
var dependencyDirs = &Heuristic{
	ID:       "dependencies",
	Title:    "what package managers install",
	Category: catalog.Dependencies,
	Run: func(p *Pass) {
		if byProof(p); p.found != nil {
			p.remade()
		}
	},
	again: true,
}
