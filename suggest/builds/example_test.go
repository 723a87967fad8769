package builds_test

import (
	"fmt"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
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
func ExampleBuilds_Fate() {
	t := tree(".env main.go go.mod")
	set, err := needs.Analyze([]byte("FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n"), needs.Options{AllStages: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	all := builds.New(builds.Input{Tree: t, Needs: []builds.Need{{Dockerfile: "Dockerfile", Set: set}}})
	secret, _ := t.Lookup(".env")
	fmt.Println(t.Path(secret), all.Fate(secret))
	// Output: .env ends in stage build, not in the image
}

// A README that is copied before the packages are installed spoils the layers
// that follow.
func ExampleLayerCache() {
	t := tree("package.json package-lock.json README.md src/index.js")
	file := ignore.Parse(".dockerignore", nil)
	set, err := needs.Analyze([]byte("FROM node\nCOPY . .\nRUN npm ci\n"), needs.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	in := builds.Input{Tree: t, Eligible: t.Replay(buildcontext.Rules{Ignore: file.Matcher(ignore.BuildKit)})}
	changes := builds.Changes{Set: set, Now: file.Matcher(ignore.BuildKit), Proposed: file.Matcher(ignore.BuildKit)}
	for k := range 12 {
		commit := []string{"README.md"}
		if k%6 == 0 {
			commit = []string{"package.json", "package-lock.json"}
		}
		changes.Commits = append(changes.Commits, commit)
	}
	for _, step := range builds.LayerCache(in, changes) {
		fmt.Printf("line %d, %s: %d of 12 commits run it again, %d of them for something it works with\n", step.Line, step.Command, step.Now, step.Needed)
		for _, b := range step.Busters {
			fmt.Printf("%s changed in %d\n", b.Path, b.Commits)
		}
	}
	// Output:
	// line 3, npm ci: 12 of 12 commits run it again, 2 of them for something it works with
	// README.md changed in 10
}
