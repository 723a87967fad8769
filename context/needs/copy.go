package needs

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// addCopy evaluates the sources of COPY and ADD (dockerfile2llb/convert.go,
// dispatch; convert_copy.go, dispatchCopy). like holds what is the same for all
// of them. Here-documents ask for nothing.
func (e *evaluation) addCopy(d *state, c *command, sd instructions.SourcesAndDest, like Source) error {
	like.Line, like.EndLine, like.OnBuild = c.line, c.end, c.onBuild
	like.Stage, like.StageIndex = d.label(), d.index
	var words []expansion
	paths := fewAlike(sd.SourcePaths)
	for _, s := range paths {
		x := expand(e.lex, s, d.scope)
		if x.err != nil && x.doubt == "" {
			return x.err
		}
		words = append(words, x)
	}
	dest := expand(e.lex, sd.DestPath, d.scope)
	if err := dest.failure(); err != nil {
		return err
	}
	like.Dest = d.destination(dest)
	like.Elsewhere = len(sd.SourceContents) > 0 || slices.ContainsFunc(words, func(x expansion) bool { return isURL(x.text) })
	if err := checkHereDocuments(d, sd.SourceContents); err != nil {
		return err
	}
	var from *state
	if len(c.sources) > 0 {
		if from = c.sources[0]; !from.dispatched {
			return fmt.Errorf("cannot copy from stage %q, it needs to be defined before current stage %q",
				c.Command.(*instructions.CopyCommand).From, d.stageName())
		}
	}
	for i, x := range words {
		if err := x.failure(); err != nil {
			e.refuse(c.line, err) // in doubt, see above
		}
		source := like
		source.Pattern, source.Undeclared = paths[i], e.undeclared(d, paths[i])
		remote := isURL(x.text)
		if like.Instruction == "COPY" {
			if err := notLocal(x.text); err != nil {
				if x.doubt == "" {
					return err
				}
				remote = true
			}
		}
		switch {
		case !remote:
			source.setPath(x)
		case x.doubt == "" || isURL(source.Pattern):
			continue
		default: // remote, unless the base image sets the variable at its head
			source.Unknown = x.doubt
		}
		e.addSource(d, from, source, like.Instruction == "ADD" && isGit(x.text))
	}
	return nil
}

// maxAlike is how often a word of an instruction counts. What it names twice it
// takes once; each place matters to people only.
const maxAlike = 100

// fewAlike are words without those that are there over and over.
func fewAlike(words []string) []string {
	seen := make(map[string]int)
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		seen[w]++
		return seen[w] > maxAlike
	})
}

// notLocal returns the error for a source that only ADD may have.
func notLocal(source string) error {
	switch {
	case isGit(source):
		return errors.New("source can't be a git ref for COPY")
	case isURL(source):
		return errors.New("source can't be a URL for COPY")
	}
	return nil
}

// setPath fills in the path that BuildKit asks for: the source joined to the
// root, so that ".." at its head is lost, and without the slash at either end.
func (s *Source) setPath(x expansion) {
	s.Unknown = x.doubt
	if x.err != nil || x.text == "" && x.doubt == tooLong {
		return
	}
	s.Path = strings.TrimPrefix(path.Join("/", x.text), "/")
	s.Whole = s.Path == ""
	if name := path.Join(strings.TrimPrefix(x.text, "/")); name == ".." || strings.HasPrefix(name, "../") {
		s.Outside = x.text
	}
}

// addSource records a source of a state: of the main context if from is nil,
// else of the named context at the root of from, if there is one. An idle
// source asks for a path without using it.
func (e *evaluation) addSource(d, from *state, s Source, idle bool) {
	if from == nil {
		e.add(s, owner{d, idle})
		return
	}
	e.transfer(d, from, s)
	if !idle {
		d.uses = append(d.uses, from)
	}
	if root := from.root(); root.clientSends() {
		s.Context, s.Vertex, s.Base = root.context.key, root.number, e.buildsOn(root)
		e.add(s, owner{root, false})
	}
}

// checkHereDocuments evaluates here-documents for their errors (commands.go,
// ExpandRaw).
func checkHereDocuments(d *state, contents []instructions.SourceContent) error {
	if len(contents) == 0 {
		return nil
	}
	lex := shell.NewLex('\\')
	lex.SkipProcessQuotes = true
	for _, c := range contents {
		if c.Expand {
			if err := expand(lex, c.Data, d.scope).failure(); err != nil {
				return err
			}
		}
	}
	return nil
}
