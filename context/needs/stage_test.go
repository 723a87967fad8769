package needs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
)

const project = `ARG GO=1.22
FROM golang:${GO} \
  AS Build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go \
    go mod download
COPY --exclude=*_test.go . .
RUN <<EOF
go build ./...
EOF
FROM scratch AS lint
RUN ["golint"]
FROM scratch
COPY --from=build --link /src/app /app
COPY --parents ./assets/*.css /www/
`

// TestStages shows what is told of stages and commands.
func TestStages(t *testing.T) {
	set := analyze(t, project, needs.Options{})
	stages := []needs.Stage{
		{Index: 0, Name: "build", Line: 2, EndLine: 3, Base: "golang:1.22", BaseStage: -1, Image: true, Reachable: true},
		{Index: 1, Name: "lint", Line: 12, EndLine: 12, Base: "scratch", BaseStage: -1},
		{Index: 2, Line: 14, EndLine: 14, Base: "scratch", BaseStage: -1, Reachable: true, Target: true},
	}
	if diff := cmp.Diff(stages, set.Stages); diff != "" {
		t.Errorf("stages (-want +got):\n%s", diff)
	}
	commands := []needs.Command{
		{Stage: "build", Line: 6, EndLine: 7, Text: "go mod download", Dir: "/src"},
		{Stage: "build", Line: 9, EndLine: 11, Text: "go build ./...\n", Dir: "/src"},
	}
	if diff := cmp.Diff(commands, set.Commands); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
	last := []needs.Source{
		{Line: 8, EndLine: 8, Stage: "build", Instruction: "COPY", Pattern: ".", Dest: "/src", Whole: true, Excludes: []string{"*_test.go"}},
		{Line: 16, EndLine: 16, Stage: "2", StageIndex: 2, Instruction: "COPY", Pattern: "./assets/*.css", Path: "assets/*.css", Dest: "/www", Parents: true},
	}
	if diff := cmp.Diff(last, set.Sources[2:]); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	assumptions := []string{"Dockerfile:2: the base image golang:1.22 is taken to have no ONBUILD instructions that copy from the context."}
	if diff := cmp.Diff(assumptions, set.Assumptions); diff != "" {
		t.Errorf("assumptions (-want +got):\n%s", diff)
	}
}

// TestCommands shows the text of RUN in its forms.
func TestCommands(t *testing.T) {
	set := analyze(t, "FROM scratch\nRUN [\"make\", \"all\"]\nRUN a <<X b\nx\nX\nRUN <<-X\n\tindented\n\tX\n", needs.Options{})
	var got []string
	for _, c := range set.Commands {
		got = append(got, c.Text)
	}
	if diff := cmp.Diff([]string{"make all", "a <<X b\nx\nX", "indented\n"}, got); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
}

// TestAllStages shows that AllStages makes the others reachable, but no
// targets.
func TestAllStages(t *testing.T) {
	set := analyze(t, project, needs.Options{AllStages: true, Target: "Build"})
	for i, s := range set.Stages {
		if !s.Reachable || s.Target != (i == 0) {
			t.Errorf("stage %d: reachable %v, target %v", i, s.Reachable, s.Target)
		}
	}
	if n := len(set.Commands); n != 3 {
		t.Errorf("%d commands, want 3", n)
	}
}

func TestIsDockerfileName(t *testing.T) {
	for name, want := range map[string]bool{
		"Dockerfile": true, "dockerfile": true, "Containerfile": true, "Dockerfile.dev": true, "api.Dockerfile": true,
		"web.containerfile": true, "DOCKERFILE": true, "Dockerfile.dev.txt": true,
		"Dockerfile.dockerignore": false, "Dockerfile.dev.dockerignore": false, "Containerfile.containerignore": false,
		"Dockerfile.": false, ".Dockerfile": false, "MyDockerfile": false, "Dockerfile-dev": true, "DOCKERFILE_prod": true, "Containerfile-1.2": true, "dockerfile_test.go": false,
		"dockerfile-parser.js": false, "Dockerfile-": false, "Dockerfile-dev.dockerignore": false, "docker": false, "": false,
	} {
		if got := needs.IsDockerfileName(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}
