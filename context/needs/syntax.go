package needs

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// source is a parsed Dockerfile. It is read only: every evaluation makes its
// own instructions from the tree, because expanding variables changes them.
type source struct {
	text     []byte
	frontend Frontend
	tree     *parser.Node
	escape   rune
}

// parse reads a Dockerfile.
func parse(text []byte, opts Options) (*source, error) {
	if err := fits(text); err != nil {
		return nil, err
	}
	text = printable(text)
	src := &source{text: text}
	if !opts.NoFrontends {
		src.frontend = frontend(text, opts.BuildArgs)
	}
	if len(text) == 0 {
		return nil, &SyntaxError{Line: 1, Message: "the Dockerfile cannot be empty"}
	}
	result, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		return nil, src.refuse(err, 1)
	}
	src.tree, src.escape = result.AST, result.EscapeToken
	return src, nil
}

// frontend is what reads a Dockerfile (frontend/dockerfile/builder/build.go).
func frontend(text []byte, buildArgs map[string]string) Frontend {
	if image := buildArgs["BUILDKIT_SYNTAX"]; image != "" {
		return Frontend{Image: image}
	}
	image, _, at, ok := parser.DetectSyntax(text)
	if !ok {
		return Frontend{}
	}
	return Frontend{Image: image, Line: max(1, firstLine(at))}
}

// printable replaces what BuildKit's lexer would complain about on standard
// error: text/scanner, on which it is built, prints a line for each invalid
// byte and each NUL. Invalid bytes it replaces in the same way; a NUL is in no
// name of a file, so that nothing is lost with it.
func printable(text []byte) []byte {
	if utf8.Valid(text) && bytes.IndexByte(text, 0) < 0 {
		return text
	}
	// One U+FFFD for each byte; bytes.ToValidUTF8 would make one of several.
	return []byte(strings.ReplaceAll(string([]rune(string(text))), "\x00", "\uFFFD"))
}

// refuse makes the error of a Dockerfile that cannot be read. BuildKit counts
// lines from 0 where it reads a parser directive or stumbles over a line that
// is too long (parser/parser.go, Parse), and from 1 elsewhere.
func (s *source) refuse(err error, line int) *SyntaxError {
	var located *parser.LocationError
	if errors.As(err, &located) && len(located.Locations) > 0 {
		line = firstLine(located.Locations[0])
		for _, early := range []string{"only one ", "invalid escape token", "dockerfile line greater"} {
			if strings.HasPrefix(err.Error(), early) {
				line++
			}
		}
	}
	return &SyntaxError{Line: max(1, line), Message: err.Error(), Frontend: s.frontend, Newer: isNewer(err)}
}

// instruction is a command together with the node it was made from.
type instruction struct {
	instructions.Command
	node *parser.Node
}

// stage is a FROM with its instructions.
type stage struct {
	instructions.Stage
	line, end int
	commands  []instruction
}

// stages makes fresh instructions, as the function Parse of BuildKit's package
// instructions does, keeping the nodes. arguments are the ARGs before the first
// FROM.
func (s *source) stages() (stages []*stage, arguments []*instructions.ArgCommand, err error) {
	for _, node := range s.tree.Children {
		made, err := instructions.ParseInstruction(node)
		if err != nil {
			return nil, nil, s.refuse(err, node.StartLine)
		}
		switch c := made.(type) {
		case *instructions.Stage:
			stages = append(stages, &stage{Stage: *c, line: node.StartLine, end: node.EndLine})
		case *instructions.ArgCommand:
			if len(stages) == 0 {
				arguments = append(arguments, c)
				continue
			}
			last := stages[len(stages)-1]
			last.commands = append(last.commands, instruction{c, node})
		case instructions.Command:
			if len(stages) == 0 {
				return nil, nil, s.refuse(errors.New("no build stage in current context"), node.StartLine)
			}
			last := stages[len(stages)-1]
			last.commands = append(last.commands, instruction{c, node})
		}
	}
	if len(stages) == 0 {
		return nil, nil, s.refuse(errors.New("dockerfile contains no stages to build"), 1)
	}
	return stages, arguments, nil
}

// firstLine returns the first line of a location, 0 for an empty one.
func firstLine(at []parser.Range) int {
	if len(at) == 0 {
		return 0
	}
	return at[0].Start.Line
}

// isNewer reports whether an error of BuildKit's parser is about an instruction
// or a flag that it does not know, and that looks like none that it knows
// (suggest.WrapError).
func isNewer(err error) bool {
	said := err.Error()
	unknown := strings.HasPrefix(said, "unknown instruction: ") || strings.HasPrefix(said, "unknown flag: ")
	return unknown && !strings.Contains(said, "(did you mean ")
}
