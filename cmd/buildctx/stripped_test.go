package main_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// A stripped Dockerfile can be built without base images, commands and a network, and its image shows what every stage
// takes from the build context. Of the original it has
//
//   - each stage, from scratch unless it goes on with another stage;
//   - ARG, ENV, WORKDIR, and COPY and ADD without an owner, whose name only a base image would know; what comes from
//     another image or from the network is left out, and so are RUN and all that only says how to run the image;
//   - COPY --from of a stage, unless the first build shows that the path is not there, so that only a command or the
//     base image has it; or a later one does, and the project says that it is litter which a command makes again.
//
// The last stage holds all others, each in the directory of its number, so that none is passed over.
type stripped struct {
	instructions []string
	stages       int
	from         map[int]string  // by the instruction that copies from a stage: which
	commands     map[string]bool // the stages in which commands ran, by name and number
	missing      []string        // what was left out since nothing is there
}

// String is the Dockerfile.
func (s *stripped) String() string {
	var b strings.Builder
	for _, text := range s.instructions {
		b.WriteString(text)
	}
	b.WriteString("FROM scratch\n")
	for k := range s.stages {
		fmt.Fprintf(&b, "COPY --from=%d / /%d/\n", k, k)
	}
	return b.String()
}

// absent is how BuildKit says what a stage lacks, or the directory above it, and absentAt in which line.
var (
	absent   = regexp.MustCompile(`(?m)"(/[^"\n]*)": not found$|: lstat (/.*): no such file or directory$`)
	absentAt = regexp.MustCompile(`(?m)^Dockerfile:([0-9]+)$`)
)

// leaveOut leaves out the COPY --from that a build failed at, if it was one whose stage and path are agreed to.
func (s *stripped) leaveOut(failure string, agreed func(commands bool, name string) bool) bool {
	what, where := absent.FindStringSubmatch(failure), absentAt.FindStringSubmatch(failure)
	if what == nil || where == nil {
		return false
	}
	line := 1
	for k, text := range s.instructions {
		stage, ok := s.from[k]
		if ok && strconv.Itoa(line) == where[1] && agreed(s.commands[stage], what[1]+what[2]) {
			s.missing = append(s.missing, strings.TrimSpace(text))
			s.instructions[k] = "\n"
			delete(s.from, k)
			return true
		}
		line += strings.Count(text, "\n")
	}
	return false
}

// owner is a flag of COPY and ADD that names a user of the base image.
var owner = regexp.MustCompile(`--chown=\S+\s+`)

// strip strips a Dockerfile.
func strip(text string) (*stripped, error) {
	file, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	s := &stripped{from: make(map[int]string), commands: make(map[string]bool)}
	names := make(map[string]bool)
	var stage []string // how others call the stage that is read
	for _, n := range file.AST.Children {
		line := owner.ReplaceAllString(n.Original, "") + "\n"
		for _, h := range n.Heredocs {
			line += h.Content + h.Name + "\n"
		}
		switch strings.ToLower(n.Value) {
		case "from":
			stage = s.stage(n, names)
		case "run":
			s.ran(stage)
		case "arg", "env", "workdir":
			s.instructions = append(s.instructions, line)
		case "copy", "add":
			from := strings.ToLower(source(n))
			if from != "" && !names[from] || remote(n) {
				continue
			}
			if from != "" {
				s.from[len(s.instructions)] = from
			}
			if s.commands[from] {
				s.ran(stage)
			}
			s.instructions = append(s.instructions, line)
		}
	}
	return s, nil
}

// ran notes that a stage, known by these names, has what commands made.
func (s *stripped) ran(stage []string) {
	for _, name := range stage {
		s.commands[name] = true
	}
}

// stage begins a stage, and returns what others call it. It has a file of its own: there is no copying from nothing.
func (s *stripped) stage(n *parser.Node, names map[string]bool) []string {
	base := strings.ToLower(n.Next.Value)
	line, stage := "FROM scratch", []string{strconv.Itoa(s.stages)}
	if names[base] {
		line = "FROM " + base
	}
	if as := n.Next.Next; as != nil && as.Next != nil {
		stage = append(stage, strings.ToLower(as.Next.Value))
		line += " AS " + stage[1]
	}
	if s.commands[base] {
		s.ran(stage)
	}
	for _, name := range stage {
		names[name] = true
	}
	s.stages++
	s.instructions = append(s.instructions, line+"\n", "COPY <<EOF /.stage\nEOF\n")
	return stage
}

// source is the stage or image that a COPY takes from; empty for the build context.
func source(n *parser.Node) string {
	for _, flag := range n.Flags {
		if from, ok := strings.CutPrefix(flag, "--from="); ok {
			return from
		}
	}
	return ""
}

// remote reports whether an ADD takes something from the network.
func remote(n *parser.Node) bool {
	for word := n.Next; word != nil; word = word.Next {
		if strings.Contains(word.Value, "://") || strings.HasPrefix(word.Value, "git@") {
			return true
		}
	}
	return false
}

func TestStrip(t *testing.T) {
	s, err := strip(`FROM --platform=$BUILDPLATFORM node AS Build
RUN make
COPY --chown=node:node . \
  .
COPY --from=composer:2 /usr/bin/composer /
ADD https://example.com/x /
FROM build
COPY --from=build /made /there /
CMD ["x"]
`)
	if err != nil {
		t.Fatal(err)
	}
	commands := func(commands bool, name string) bool { return commands && name == "/made" }
	if s.leaveOut("Dockerfile:4\n\"/made\": not found", commands) || s.leaveOut("Dockerfile:8\n\"/there\": not found", commands) {
		t.Error("only what a stage lacks may be left out, if that is agreed to")
	}
	if !s.leaveOut("x\nDockerfile:8\n---\n\"/made\": not found", commands) {
		t.Error("what a stage lacks is not left out")
	}
	want := "FROM scratch AS build\nCOPY <<EOF /.stage\nEOF\nCOPY .   .\nFROM build\nCOPY <<EOF /.stage\nEOF\n\n" +
		"FROM scratch\nCOPY --from=0 / /0/\nCOPY --from=1 / /1/\n"
	if diff := cmp.Diff(want, s.String()); diff != "" {
		t.Error(diff)
	}
}
