package layercache_test

import (
	"fmt"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest/layercache"
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

// A README that is copied before the packages are installed spoils the layers
// that follow.
func ExampleSteps() {
	t := tree("package.json package-lock.json README.md src/index.js")
	file := ignore.Parse(".dockerignore", nil)
	set, err := needs.Analyze([]byte("FROM node\nCOPY . .\nRUN npm ci\n"), needs.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	today := predict.New(predict.Build{Tree: t, Ignore: file, Dockerfile: "Dockerfile", Needs: set})
	changes := layercache.Changes{Proposed: today.Rules}
	for k := range 12 {
		commit := []string{"README.md"}
		if k%6 == 0 {
			commit = []string{"package.json", "package-lock.json"}
		}
		changes.Commits = append(changes.Commits, commit)
	}
	for _, step := range layercache.Steps(today, nil, changes) {
		fmt.Printf("line %d, %s: %d of 12 commits run it again, %d of them for something it works with\n", step.Line, step.Command, step.Now, step.Needed)
		for _, b := range step.Busters {
			fmt.Printf("%s changed in %d\n", b.Path, b.Commits)
		}
	}
	// Output:
	// line 3, npm ci: 12 of 12 commits run it again, 2 of them for something it works with
	// README.md changed in 10
}
