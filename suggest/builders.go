package suggest

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// outputBuilds are the ways in which a tool makes outputs.
type outputBuilds []catalog.Build

// buildsOf are the ways in which a tool of the catalog makes outputs.
func buildsOf(tool string) outputBuilds {
	if t := catalog.Tools()[tool]; t != nil {
		return t.Build
	}
	return nil
}

// tools are those that may have made an output: by what lies beside it, else by
// what is in it, else by its name if that is one tool's own. Several stacks may
// use a name.
func tools(t *buildcontext.Tree, i uint32, n *catalog.Artefact) []string {
	var out []string
	note := func(tool string) {
		if tool != "" && !slices.Contains(out, tool) {
			out = append(out, tool)
		}
	}
	kin := n.Kin()
	for _, k := range kin {
		if manifest(t, i, k) != "" {
			note(k.Tool)
		}
	}
	if len(out) > 1 { // a Makefile beside a manifest only calls its tool
		out = slices.DeleteFunc(out, func(tool string) bool { return tool == "make" })
	}
	for _, k := range kin {
		if len(out) == 0 && leaving(t, i, k) != "" {
			note(k.Tool)
		}
	}
	if len(out) == 0 && len(kin) == 1 {
		note(n.Tool)
	}
	return out
}

// rebuilt judges an output that was taken as safe: each stage that takes it
// along has to build it again, with the tools of each stack that may have
// made it.
func (p *Pass) rebuilt() { p.rebuiltBy(tools(p.Tree, p.Entry, p.Name)) }

// rebuiltBy is rebuilt where it is known which tools made it.
func (p *Pass) rebuiltBy(made []string) {
	if !p.runs.taken(p.Entry) {
		return
	}
	for _, tool := range made {
		b := buildsOf(tool)
		again := func(line runLine) bool {
			return b.makes(p.Tree, line, p.Entry) && !away(p.Tree, tool, line, p.Entry, false) && !p.runs.scriptElsewhere(line, p.Entry)
		}
		plans := func(s *stage) bool { return p.runs.plans(s, tool, p.Entry) }
		if !p.runs.spared(p.Entry, again, plans) {
			p.doubt("no RUN makes it again")
			return
		}
	}
	switch by := p.runs.used.name(p.Tree, p.Entry); {
	case len(made) == 0:
		p.doubt("no RUN makes it again")
	case by != "" && catalog.Tools()[made[0]].WritesAnywhere && p.runs.named.name(p.Tree, p.Entry) == "":
		p.doubt(by + " names it")
	}
}

// makes reports whether a RUN may make an output, and not only others that lie
// elsewhere.
func (b outputBuilds) makes(t *buildcontext.Tree, line runLine, i uint32) bool {
	return !elsewhere(t, line, i) && slices.ContainsFunc(line.commands, func(command string) bool {
		return b.line(runLine{commands: []string{command}}) && !astray(t, command, choosing, i)
	})
}

// line reports whether a RUN makes outputs.
func (b outputBuilds) line(line runLine) bool {
	return slices.ContainsFunc(line.commands, func(command string) bool {
		return !idle(command) && !installs(command) && slices.ContainsFunc(b, func(one catalog.Build) bool { return makesOutputs(&one, command) })
	})
}

// makesOutputs reports whether a command makes outputs.
func makesOutputs(b *catalog.Build, command string) bool {
	words := strings.Fields(command)
	if slices.ContainsFunc(words, func(word string) bool { return slices.Contains(b.Not, word) }) {
		return false
	}
	called, fetched := false, false
	for _, word := range words {
		base := path.Base(word)
		fetched = fetched || word == "install" || word == "add" || word == "clone"
		switch {
		case !called && !fetched && slices.Contains(b.Bare, base), called && slices.Contains(b.Bare, word):
			return true
		case !called:
			called = slices.Contains(b.Programs, base)
		case says(b, word):
			return true
		}
	}
	return false
}

// says reports whether a word is one that makes outputs.
func says(b *catalog.Build, word string) bool {
	if word[0] == '-' || word == "." {
		return slices.Contains(b.Words, word)
	}
	return word[0] != '/' && slices.ContainsFunc(b.Words, func(part string) bool {
		return part != "." && part[0] != '-' && strings.Contains(word, part)
	})
}

// anywhere reports whether one of some tools writes wherever it is told to.
func anywhere(made []string) bool {
	return slices.ContainsFunc(made, func(tool string) bool {
		t := catalog.Tools()[tool]
		return t != nil && t.WritesAnywhere
	})
}
