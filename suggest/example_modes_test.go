package suggest_test

import (
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
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
		Needs:    []builds.Need{{Dockerfile: "Dockerfile", Set: set}},
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
