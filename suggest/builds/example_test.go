package builds_test

import (
	"fmt"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/suggest/builds"
)

// tree is a directory of files.
func tree(paths string) *buildcontext.Tree {
	var entries []scan.Entry
	for path := range strings.FieldsSeq(paths) {
		entries = append(entries, scan.Entry{Path: path, Mode: 0o644, Size: 100})
	}
	list, err := scan.FromEntries("/project", entries)
	if err != nil {
		panic(err)
	}
	return buildcontext.New(list)
}

// The secret is copied in the first stage, of which the image has one file.
func ExampleBuilds_EndsIn() {
	t := tree(".env main.go go.mod")
	set, err := needs.Analyze([]byte("FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n"), needs.Options{AllStages: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	all := builds.New(builds.Input{Tree: t, Needs: []builds.Need{{Dockerfile: "Dockerfile", Set: set}}})
	secret, _ := t.Lookup(".env")
	fmt.Println(t.Path(secret), all.EndsIn(secret))
	// Output: .env ends in stage build, not in the image
}
