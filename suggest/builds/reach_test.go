package builds

import (
	"fmt"
	"strings"
	"testing"
)

// A secret ends in the image, in a stage, or nowhere.
func TestEndsIn(t *testing.T) {
	files := []string{".env", "main.go", "src/a.go"}
	tests := []struct{ name, dockerfile, want string }{
		{"one stage", "FROM alpine\nCOPY . /app\n", "ends in the image"},
		{"a stage whose base takes it", "FROM alpine AS base\nCOPY . /app\nFROM base\nRUN true\n", "ends in the image"},
		{"only what was built is handed on", "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n", "ends in stage build, not in the image"},
		{"the directory is handed on", "FROM golang AS build\nWORKDIR /src\nCOPY . .\nFROM scratch\nCOPY --from=build /src /app\n", "may end in the image by way of stage build"},
		{"by way of two stages", "FROM alpine AS a\nCOPY . /x\nFROM alpine AS b\nCOPY --from=a /x /y\nFROM scratch\nCOPY --from=b /y /z\n", "may end in the image by way of stage a"},
		{"a mount leaves nothing", "FROM alpine\nRUN --mount=type=bind,target=/src make -C /src\n", "no COPY takes it"},
		{"another directory", "FROM alpine\nCOPY src /src\n", "no COPY takes it"},
		{"it is left out of what is copied", "FROM alpine\nCOPY --exclude=.env . /app\n", "no COPY takes it"},
		{"something else is left out", "FROM alpine\nCOPY --exclude=*.md --exclude=src . /app\n", "ends in the image"},
		{"it is brought back", "FROM alpine\nCOPY --exclude=.* --exclude=!.env . /app\n", "ends in the image"},
		{"of a directory something is left out", "FROM alpine\nCOPY --exclude=x .env* /app/\n", "may end in the image by way of stage 0"},
		{"no Dockerfile", "", ""},
	}
	for _, tt := range tests {
		p := place{files: files}
		if tt.dockerfile != "" {
			p.dockerfiles = []string{tt.dockerfile}
		}
		in := p.input(t)
		i, _ := in.Tree.Lookup(".env")
		if got := New(in).EndsIn(i); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// What is true of the image of one Dockerfile is not said of all.
func TestEndsInSome(t *testing.T) {
	p := place{files: []string{".env", "src/a.go"}, dockerfiles: []string{"FROM alpine\nCOPY src /src\n", "FROM alpine\nCOPY . /app\n"}}
	in := p.input(t)
	i, _ := in.Tree.Lookup(".env")
	if got, want := New(in).EndsIn(i), "ends in the image of "+in.Needs[1].Dockerfile; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Stages that take from each other many times are looked at once: in a hundred
// of them that take four times from the one before there are more ways than
// anybody can count.
func TestManyWays(t *testing.T) {
	var dockerfile strings.Builder
	dockerfile.WriteString("FROM node AS s0\nCOPY src node_modules /\n")
	for n := range 100 {
		fmt.Fprintf(&dockerfile, "FROM node AS s%d\nRUN true\n", n+1)
		for range 4 {
			fmt.Fprintf(&dockerfile, "COPY --from=s%d /node_modules /\n", n)
		}
	}
	in := place{files: []string{".env", "src/a", "node_modules/a"}, dockerfiles: []string{dockerfile.String()}}.input(t)
	r := New(in)
	env, _ := in.Tree.Lookup(".env")
	if far, _ := r.Reach(env); far != NotTaken {
		t.Errorf("what no COPY takes reaches %v", far)
	}
	asked := 0
	last := r.stages[len(r.stages)-1]
	if last.makes("node_modules", func(runLine) bool { asked++; return false }, make(map[*stage]bool)) {
		t.Error("nothing makes it, and yet it is made")
	}
	if asked != 100 {
		t.Errorf("%d of 100 commands were asked", asked)
	}
}
