package needs

import (
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// Instruction is an instruction with flags or here-documents, which not every
// builder knows.
type Instruction struct {
	// StageIndex is the position of the stage in Set.Stages.
	StageIndex int
	// Line and EndLine are the lines of the instruction, counted from 1.
	Line, EndLine int
	// Name is its name in capitals.
	Name string
	// Flags are the names of its flags as written, without the dashes.
	Flags []string
	// Documents are the lines of its here-documents, with those that end them.
	Documents []string
}

// instructions notes the instructions of all stages, reachable or not.
func (s *Set) instructions(stages []*stage) {
	for n, st := range stages {
		for _, c := range st.commands {
			i := Instruction{
				StageIndex: n, Line: c.node.StartLine, EndLine: c.node.EndLine,
				Name: strings.ToUpper(c.Name()), Flags: flagNames(c.node.Flags), Documents: documentLines(c.node.Heredocs),
			}
			if len(i.Flags)+len(i.Documents) > 0 {
				s.Instructions = append(s.Instructions, i)
			}
		}
	}
}

// flagNames are the names of flags such as "--from=build".
func flagNames(flags []string) (names []string) {
	for _, f := range flags {
		name, _, _ := strings.Cut(strings.TrimPrefix(f, "--"), "=")
		names = append(names, name)
	}
	return names
}

// documentLines are the lines of here-documents.
func documentLines(documents []parser.Heredoc) (lines []string) {
	for _, d := range documents {
		if d.Content != "" {
			lines = append(lines, strings.Split(strings.TrimSuffix(d.Content, "\n"), "\n")...)
		}
		lines = append(lines, d.Name)
	}
	return lines
}
