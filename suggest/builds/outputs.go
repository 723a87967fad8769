package builds

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

// Tools are those that may have made an output: by what lies beside it, else by
// what is in it, else by its name if that is one tool's own. Several stacks may
// use a name.
func Tools(t *buildcontext.Tree, i uint32, n *catalog.Artefact) []string {
	var out []string
	note := func(tool string) {
		if tool != "" && !slices.Contains(out, tool) {
			out = append(out, tool)
		}
	}
	kin := n.Kin()
	for _, k := range kin {
		if k.Manifest(t, i) != "" {
			note(k.Tool)
		}
	}
	if len(out) > 1 { // a Makefile beside a manifest only calls its tool
		out = slices.DeleteFunc(out, func(tool string) bool { return tool == "make" })
	}
	for _, k := range kin {
		if len(out) == 0 && k.Leaving(t, i) != "" {
			note(k.Tool)
		}
	}
	if len(out) == 0 && len(kin) == 1 {
		note(n.Tool)
	}
	return out
}

// Rebuilt reports whether each stage that takes an output along builds it again
// with a tool.
func (r *Builds) Rebuilt(tool string, i uint32) bool {
	b := buildsOf(tool)
	again := func(line runLine) bool {
		return b.makes(r.tree, line, i) && !r.away(tool, line, i, false) && !r.scriptElsewhere(line, i)
	}
	return r.spared(i, again, func(s *stage) bool { return r.plans(s, tool, i) })
}

// BuildsWith reports whether a RUN builds with a tool.
func (r *Builds) BuildsWith(tool string) bool {
	return slices.ContainsFunc(r.lines, buildsOf(tool).line)
}

// UsedBy says which CMD, ENTRYPOINT, HEALTHCHECK, ENV or ARG names an entry; empty if
// Nothing does.
func (r *Builds) UsedBy(i uint32) string { return r.used.name(r.tree, i) }

// RunBy says which RUN names an entry; empty if none does.
func (r *Builds) RunBy(i uint32) string { return r.named.name(r.tree, i) }

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

// Anywhere reports whether one of some tools writes wherever it is told to.
func Anywhere(made []string) bool {
	return slices.ContainsFunc(made, func(tool string) bool {
		t := catalog.Tools()[tool]
		return t != nil && t.WritesAnywhere
	})
}
