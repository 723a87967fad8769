package needs_test

import (
	"errors"
	"fmt"

	"github.com/buildctx/buildctx/context/needs"
)

// A build of the default target needs three files of the context.
func ExampleAnalyze() {
	set, err := needs.Analyze([]byte(`
FROM golang:1.22 AS build
ARG CMD=server
COPY go.mod go.sum ./
COPY cmd/$CMD/main.go ./

FROM scratch AS docs
COPY docs /docs

FROM scratch
COPY --from=build /bin/app /app
`), needs.Options{BuildArgs: map[string]string{"CMD": "client"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range set.Sources {
		fmt.Printf("line %d, stage %s: %s %s\n", s.Line, s.Stage, s.Instruction, s.Path)
	}
	// Output:
	// line 4, stage build: COPY go.mod
	// line 4, stage build: COPY go.sum
	// line 5, stage build: COPY cmd/client/main.go
}

// What depends on the base image is marked, with the reason.
func ExampleSource() {
	set, err := needs.Analyze([]byte("FROM php:8\nCOPY conf $PHP_INI_DIR/\nCOPY src/$PHP_VERSION /src\n"), needs.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range set.Sources {
		fmt.Printf("%s > %s (%s)\n", s.Pattern, s.Path, s.Unknown)
	}
	// Output:
	// conf > conf ()
	// src/$PHP_VERSION > src (no instruction sets PHP_VERSION for this stage, but the base image php:8 may)
}

// One source that is the context itself makes BuildKit ask for everything.
func ExampleSet_FollowPaths() {
	for _, dockerfile := range []string{
		"FROM scratch\nCOPY b a /\n",
		"FROM scratch\nCOPY b a /\nCOPY ./ /all/\n",
		"FROM scratch\nCOPY <<END /motd\nhello\nEND\n",
	} {
		set, err := needs.Analyze([]byte(dockerfile), needs.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(set.FollowPaths(""))
	}
	// Output:
	// [a b] false
	// [] true
	// [] false
}

// A misspelled instruction is reported with its line.
func ExampleSyntaxError() {
	_, err := needs.Analyze([]byte("FROM scratch\nCOPPY a /\n"), needs.Options{})
	var syntax *needs.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Printf("Dockerfile:%d: %s\n", syntax.Line, syntax.Message)
	}
	// Output:
	// Dockerfile:2: unknown instruction: COPPY (did you mean COPY?)
}
