package suggest_test

import (
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
)

// An allowlist lets in what the Dockerfiles take, and no more.
func ExamplePlan_allow() {
	t := tree("main.go docs/a.md src/a.go src/debug.log data/x.bin")
	file := ignore.Parse(".dockerignore", nil)
	set, err := needs.Analyze([]byte("FROM golang\nCOPY main.go .\nCOPY src src\n"), needs.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	in := suggest.Input{
		Tree:     t,
		File:     file,
		Eligible: t.Replay(buildcontext.Rules{Ignore: file.Matcher(ignore.BuildKit)}),
		Needs:    []suggest.Need{{Dockerfile: "Dockerfile", Set: set}},
	}
	proposal := suggest.Plan(in, suggest.Find(in), suggest.Options{Mode: suggest.Allow})
	fmt.Print(string(proposal.After))
	fmt.Println("proven:", proposal.Proof.Holds())
	// Output:
	// # nothing but what is needed
	// *
	// !main.go
	// !src
	// **/*.log
	// proven: true
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
	in := suggest.Input{Tree: t, File: file, Eligible: t.Replay(buildcontext.Rules{Ignore: file.Matcher(ignore.BuildKit)})}
	in.Transferred = in.Eligible
	changes := suggest.Changes{Set: set, Now: file.Matcher(ignore.BuildKit), Proposed: file.Matcher(ignore.BuildKit)}
	for k := range 12 {
		commit := []string{"README.md"}
		if k%6 == 0 {
			commit = []string{"package.json", "package-lock.json"}
		}
		changes.Commits = append(changes.Commits, commit)
	}
	for _, step := range suggest.LayerCache(in, changes) {
		fmt.Printf("line %d, %s: %d of 12 commits run it again, %d of them for something it works with\n", step.Line, step.Command, step.Now, step.Needed)
		for _, b := range step.Busters {
			fmt.Printf("%s changed in %d\n", b.Path, b.Commits)
		}
	}
	// Output:
	// line 3, npm ci: 12 of 12 commits run it again, 2 of them for something it works with
	// README.md changed in 10
}
