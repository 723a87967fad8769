package needs

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// Analyze reads a Dockerfile and returns what a build with these options takes
// from its contexts. The error is a *[SyntaxError], or a *[LimitError];
// whatever else BuildKit would refuse is in Set.Problems, and the rest of the
// Dockerfile is analysed.
//
// Problems are looked for where they concern stages, variables, sources and
// mounts. Values that have no influence on what is sent (ports, signals, modes,
// owners) are not checked.
func Analyze(dockerfile []byte, opts Options) (*Set, error) {
	if opts.Name == "" {
		opts.Name = "Dockerfile"
	}
	src, err := parse(dockerfile, opts)
	if err != nil {
		return nil, err
	}
	set := &Set{}
	set.directives(src, opts)
	targets, err := platforms(opts.Platforms)
	if err != nil {
		set.Problems = append(set.Problems, Problem{Message: err.Error()})
		targets = []platform{builder()}
	}
	contexts, err := newNamedContexts(opts.NamedContexts)
	if err != nil {
		set.Problems = append(set.Problems, Problem{Message: err.Error()})
	}
	var runs []*evaluation
	for _, p := range targets {
		e, err := evaluate(src, opts, contexts, p)
		if err != nil {
			return nil, err
		}
		runs = append(runs, e)
	}
	set.merge(runs)
	set.instructions(runs[0].stages)
	if !utf8.Valid(dockerfile) {
		set.doubtInvalid()
	}
	return set, nil
}

// doubtInvalid says of paths with other than ASCII characters in a Dockerfile
// that is not valid UTF-8 that they are not known. What becomes of an invalid
// byte on its way to the client differs between COPY, which goes through
// BuildKit's lexer, and a mount, which may not.
func (s *Set) doubtInvalid() {
	for i := range s.Sources {
		if src := &s.Sources[i]; strings.ContainsFunc(src.Path, notASCII) && src.Unknown == "" {
			src.Unknown = "the Dockerfile is not valid UTF-8"
			s.Unknowns = append(s.Unknowns, fmt.Sprintf("Line %d: the Dockerfile is not valid UTF-8; what the path of %s becomes is not known.", src.Line, src.Instruction))
		}
	}
}

// Unknown says, as a clause, that it is not known what a frontend asks for
// that reads a Dockerfile.
func (f Frontend) Unknown(dockerfile string) string {
	at := fmt.Sprintf("%s:%d", dockerfile, f.Line)
	if f.Line == 0 {
		at = "build argument BUILDKIT_SYNTAX"
	}
	return fmt.Sprintf("%s: the external frontend %s reads this Dockerfile, and what it asks for is not known", at, f.Image)
}

func notASCII(r rune) bool { return r >= utf8.RuneSelf }

// directives notes what the directives at the head of the Dockerfile leave
// open.
func (s *Set) directives(src *source, opts Options) {
	s.Frontend = src.frontend
	if s.Frontend.Foreign() {
		s.Unknowns = append(s.Unknowns, fmt.Sprintf(
			"%s; the paths are those that BuildKit's own frontend would ask for.", s.Frontend.Unknown(opts.Name)))
	}
	check, _, location, ok := parser.ParseDirective("check", src.text)
	if !ok {
		return
	}
	config, err := linter.ParseLintOptions(check)
	switch {
	case err != nil:
		s.Problems = append(s.Problems, Problem{
			Line: firstLine(location), Message: fmt.Sprintf("failed to parse check options: %v", err),
		})
	case config.ReturnAsError:
		s.Unknowns = append(s.Unknowns, fmt.Sprintf(
			"%s:%d: with this directive BuildKit refuses the build for any warning; its warnings are not looked for.", opts.Name, firstLine(location)))
	}
}
