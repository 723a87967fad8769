package suggest

import (
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// doubt turns what was taken as safe into a question.
func (p *pass) doubt(fact string) {
	if p.found != nil && p.found.safety == diag.Safe {
		p.found.safety = diag.Review
		p.found.evidence = append(p.found.evidence, fact)
	}
}

// remade judges dependencies that were taken as safe: stages that take them
// along have to make them again, or to be of another language.
func (p *pass) remade() {
	tool, manifest := p.name.Tool, p.name.Manifest(p.Tree, p.entry)
	fact := p.Builds.FetchedBy(tool, p.entry)
	if p.found.safety == diag.Safe && p.Builds.Taken(p.entry) {
		named, kept := p.Builds.MentionedBy(p.entry), p.Builds.NotRefetched(tool, p.entry)
		switch {
		case tool == "go" && p.Builds.AnyMentions("-mod=vendor"):
			p.doubt("a RUN builds with -mod=vendor")
		case kept != "":
			p.doubt(kept)
		case named != "" && !p.Builds.Refilled(tool, p.entry):
			p.doubt(named + " names it")
		}
	}
	switch {
	case p.found.safety == diag.Safe && fact != "":
		p.found.evidence = append(p.found.evidence, fact)
	case p.found.safety == diag.Safe && manifest != "":
		p.found.reason.manifest = manifest
		if p.name.Leaving(p.Tree, p.entry) == "" {
			p.found.marker = "" // it is the manifest
		}
	}
}

// rebuilt judges an output that was taken as safe: each stage that takes it
// along has to build it again, with the tools of each stack that may have
// made it.
func (p *pass) rebuilt() { p.rebuiltBy(builds.Tools(p.Tree, p.entry, p.name)) }

// rebuiltBy is rebuilt where it is known which tools made it.
func (p *pass) rebuiltBy(made []string) {
	if !p.Builds.Taken(p.entry) {
		return
	}
	for _, tool := range made {
		if kept := p.Builds.NotRebuilt(tool, p.entry); kept != "" {
			p.doubt(kept)
			return
		}
	}
	switch by := p.Builds.UsedBy(p.entry); {
	case len(made) == 0:
		p.doubt("no RUN makes it again")
	case by != "" && catalog.Tools()[made[0]].WritesAnywhere && p.Builds.RunBy(p.entry) == "":
		p.doubt(by + " names it")
	}
}

// buildOutputs finds what builds leave behind. Names that are source in some
// stack need two proofs. Where a COPY takes it along and no RUN builds
// anything, the image may be meant to carry what was built outside.
var buildOutputs = &heuristic{
	id:       "build-output",
	title:    "what builds leave behind",
	category: catalog.BuildOutput,
	run: func(p *pass) {
		if byProof(p); p.found != nil {
			p.rebuilt()
		}
	},
}

// dependencyDirs finds what package managers unpack. It is made for the machine
// it was made on, and the build makes it again: unless nothing in a Dockerfile
// does, which makes it a question.
var dependencyDirs = &heuristic{
	id:       "dependencies",
	title:    "what package managers install",
	category: catalog.Dependencies,
	run: func(p *pass) {
		if byProof(p); p.found != nil {
			p.remade()
		}
	},
}
