package lint

import (
	"fmt"
	"path"
	"slices"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// embedsIgnoredFile finds rules that keep out what sources embed or import.
var embedsIgnoredFile = &Rule{
	ID: "embeds-ignored-file", Local: true, Severity: diag.Warning,
	What: "A source that a RUN compiles embeds or imports a file that the ignore file keeps out.",
	Why: "No COPY names the file, and the compiler or bundler stops without it: include_str!, //go:embed, #embed, @embedFile, or the import of an image. " +
		"What a RUN or another stage makes again is not meant.",
	Bad:  Example{Ignore: "src/*.bin\n", Dockerfile: "FROM alpine\nCOPY . /\nRUN zig build\n", Files: `src/m.zig=@embedFile("font.bin") src/font.bin`},
	Good: Example{Ignore: "src/*.bin\n!src/font.bin\n", Dockerfile: "FROM alpine\nCOPY . /\nRUN zig build\n", Files: `src/m.zig=@embedFile("font.bin") src/font.bin`},
	Run: func(p *Pass) {
		if !p.seen() || !slices.ContainsFunc(p.rules(), p.takesUnknown) {
			return
		}
		var order []*ignore.Rule
		found := make(map[*ignore.Rule][]string)
		for _, x := range p.Reading.CompiledIn(p.Eligible.Sent) {
			name, by := p.lost(x)
			if by == nil {
				continue
			}
			if found[by] == nil {
				order = append(order, by)
			}
			found[by] = append(found[by], fmt.Sprintf("%s:%d %s %s", p.shown(x.Source), x.Line, x.Verb, quoted(name)))
		}
		for _, by := range order {
			message := found[by][0] + ", which this keeps out: it does not compile without it"
			if more := len(found[by]) - 1; more > 0 {
				message += fmt.Sprintf(" (and %d more)", more)
			}
			p.Report(by, Finding{Help: "except it with a line behind this one that begins with !"}, "%s", message)
		}
	},
}

// takesUnknown reports whether a rule keeps out something with a name that is
// not one of what tools leave behind. Without any no source is read.
func (p *project) takesUnknown(r *ignore.Rule) bool {
	if r.Negated || p.decides(r) == (buildcontext.Totals{}) {
		return false
	}
	left := false
	catalog.Index().Each(path.Base(r.Pattern), func(a *catalog.Artefact) { left = left || a.Proof != catalog.Payload && a.Proof != catalog.Kept })
	return !left
}

// lost is the path that a source needs and the rule that keeps out all of it;
// nil where something of it is sent, or it is made again.
func (p *project) lost(x builds.CompiledIn) (string, *ignore.Rule) {
	t := p.WholeTree()
	for _, pattern := range x.Paths {
		all := t.Find(pattern)
		if len(all) == 0 {
			continue
		}
		var by *ignore.Rule
		for _, i := range all {
			name := t.Path(i)
			v := p.Rules.Decide(name)
			if !v.Matched || v.By == nil || v.By.Line < 1 || p.sendsBelow(name) || p.mayBeGenerated(x, i) {
				return "", nil
			}
			by = v.By
		}
		return pattern, by
	}
	return "", nil
}

// sendsBelow reports whether something in a directory is eligible.
func (p *project) sendsBelow(name string) bool {
	i, ok := p.Tree.Lookup(name)
	return ok && p.Eligible.Sums().At(i).Files > 0
}

// mayBeGenerated reports whether a build may make an entry: it lies where tools
// put what they make, or git does not track it and a script runs that may make
// it.
func (p *project) mayBeGenerated(x builds.CompiledIn, i uint32) bool {
	t := p.WholeTree()
	for at := i; at != 0; at = t.Parent(at) {
		category, _ := suggest.Classify(t, at)
		if category.Facts().Generated || category == catalog.Cache || slices.Contains([]string{"generated", "gen", "__generated__", "autogen"}, t.Name(at)) {
			return true
		}
	}
	name := t.Path(i)
	if p.Git != nil && p.Git.Tracked(name) {
		return false
	}
	if catalog.MadeByTools(name) {
		return true
	}
	category := catalog.OrdinaryFile(path.Base(name))
	return x.Scripted && p.Git != nil && (category == catalog.Source || category == catalog.Other || category == catalog.Docs)
}
