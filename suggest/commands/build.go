package commands

import (
	"path"
	"slices"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// OutputBuilds are the ways in which a tool makes outputs.
type OutputBuilds []catalog.Build

// OutputBuildsOf are the ways in which a tool of the catalog makes outputs.
func OutputBuildsOf(tool string) OutputBuilds {
	if t := catalog.Tools()[tool]; t != nil {
		return t.Build
	}
	return nil
}

// Makes reports whether a RUN may make an output, and not only others that lie
// elsewhere.
func (b OutputBuilds) Makes(t *buildcontext.Tree, run Run, i uint32) bool {
	return !MovesElsewhere(t, run.Text, i) && slices.ContainsFunc(run.Commands, func(command string) bool {
		return b.MakesAny(Run{Commands: []string{command}}) && !ChoosesElsewhere(t, command, i)
	})
}

// MakesAny reports whether a RUN makes outputs.
func (b OutputBuilds) MakesAny(run Run) bool {
	return slices.ContainsFunc(run.Commands, func(command string) bool {
		return !idle(command) && !InstallsSystemPackages(command) && slices.ContainsFunc(b, func(one catalog.Build) bool { return makesOutputs(&one, command) })
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
