package needs_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/needs"
)

// TestUnknown shows what depends on more than the Dockerfile.
func TestUnknown(t *testing.T) {
	for _, tt := range []struct {
		name, dockerfile string
		opts             needs.Options
		want             []string
		unknowns         []string
	}{
		{
			name:       "a variable that the base image may set",
			dockerfile: "FROM golang:1.22\nCOPY $GOPATH/a b /\n",
			want:       []string{"2 COPY $GOPATH/a > a (unknown)", "2 COPY b > b"},
			unknowns:   []string{"Dockerfile:2: what COPY $GOPATH/a asks for is not certain: no instruction sets GOPATH for this stage, but the base image golang:1.22 may."},
		},
		{
			name:       "the doubt passes on to what is made of it",
			dockerfile: "FROM golang:1.22 AS a\nENV D=$GOPATH/src\nFROM a\nARG E=$D\nCOPY $E /\n",
			want:       []string{"5 COPY $E > src (unknown)"},
			unknowns:   []string{"Dockerfile:5: what COPY $E asks for is not certain: no instruction sets GOPATH for this stage, but the base image golang:1.22 may."},
		},
		{
			name:       "ENV of the image would win over an ARG of the stage below",
			dockerfile: "FROM golang:1.22 AS a\nARG D=src\nFROM a\nCOPY $D /\n",
			want:       []string{"4 COPY $D > src (unknown)"},
			unknowns:   []string{"Dockerfile:4: what COPY $D asks for is not certain: an ARG of the stage below sets D, but if the base image golang:1.22 sets it too, that wins."},
		},
		{
			name:       "PATH is set in any case, the image decides how",
			dockerfile: "FROM golang:1.22 AS a\nARG PATH=arg\nFROM a\nCOPY ${PATH%%:*} /\n",
			want:       []string{"4 COPY ${PATH%%:*} > usr/local/sbin (unknown)"},
			unknowns:   []string{"Dockerfile:4: what COPY ${PATH%%:*} asks for is not certain: no instruction sets PATH for this stage, but the base image golang:1.22 may."},
		},
		{
			name:       "an error that the image may prevent",
			dockerfile: "FROM golang:1.22\nCOPY ${X:?} /\nRUN --mount=type=$T,source=s,target=/s make\n",
			want:       []string{"2 COPY ${X:?} >  (unknown)", "3 RUN --mount s >  (unknown)"},
			unknowns: []string{
				"Dockerfile:2: BuildKit may refuse this instruction: no instruction sets X for this stage, but the base image golang:1.22 may.",
				"Dockerfile:2: what COPY ${X:?} asks for is not certain: no instruction sets X for this stage, but the base image golang:1.22 may.",
				"Dockerfile:3: what RUN --mount s asks for is not certain: no instruction sets T for this stage, but the base image golang:1.22 may.",
				"Dockerfile:3: BuildKit may refuse this instruction: no instruction sets T for this stage, but the base image golang:1.22 may.",
			},
		},
		{
			name:       "an image behind a named context",
			dockerfile: "FROM base\nCOPY a$X /\n",
			opts:       needs.Options{NamedContexts: []string{"base=docker-image://debian:12"}},
			want:       []string{"2 COPY a$X > a (unknown)"},
			unknowns:   []string{"Dockerfile:2: what COPY a$X asks for is not certain: no instruction sets X for this stage, but the base image base may."},
		},
		{
			name:       "Docker's frontend",
			dockerfile: "# syntax=docker.io/docker/dockerfile-upstream:master-labs\nFROM scratch\nCOPY a /\n",
			want:       []string{"3 COPY a > a"},
		},
		{
			name:       "another frontend",
			dockerfile: "# syntax=example.com/dockerfile:1\nFROM scratch\nCOPY a /\n",
			opts:       needs.Options{Name: "Containerfile"},
			want:       []string{"3 COPY a > a"},
			unknowns:   []string{"Containerfile:1: the external frontend example.com/dockerfile:1 reads this Dockerfile, and what it asks for is not known; the paths are those that BuildKit's own frontend would ask for."},
		},
		{
			name:       "another frontend by a build argument",
			dockerfile: "# syntax=docker/dockerfile:1\nFROM scratch\n",
			opts:       needs.Options{BuildArgs: map[string]string{"BUILDKIT_SYNTAX": "x/y"}},
			unknowns:   []string{"build argument BUILDKIT_SYNTAX: the external frontend x/y reads this Dockerfile, and what it asks for is not known; the paths are those that BuildKit's own frontend would ask for."},
		},
		{
			name:       "a builder without frontends",
			dockerfile: "# syntax=example.com/dockerfile:1\nFROM scratch\nCOPY a /\n",
			opts:       needs.Options{NoFrontends: true},
			want:       []string{"3 COPY a > a"},
		},
		{
			name:       "values that grow without bounds",
			dockerfile: "FROM scratch\nENV A=aaaaaaaaaaaaaaaa\n" + strings.Repeat("ENV A=$A$A$A$A$A$A$A$A\n", 20) + "COPY $A /\n",
			want:       []string{"23 COPY $A >  (unknown)"},
			unknowns:   []string{"Dockerfile:23: what COPY $A asks for is not certain: its variables hold more text than is evaluated here."},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := analyze(t, tt.dockerfile, tt.opts)
			if diff := cmp.Diff(tt.want, lines(set)); diff != "" {
				t.Errorf("sources (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.unknowns, set.Unknowns); diff != "" {
				t.Errorf("unknowns (-want +got):\n%s", diff)
			}
			if len(set.Problems) > 0 {
				t.Errorf("problems %v", set.Problems)
			}
		})
	}
}
