package suggest_test

import (
	"fmt"

	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
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
	today := predict.New(predict.Build{Tree: t, Ignore: file, Dockerfile: "Dockerfile", Needs: set})
	in := suggest.NewCase(today, []builds.Need{{Dockerfile: "Dockerfile", Set: set}}, nil)
	proposal := suggest.Plan(in, suggest.Find(in), suggest.Options{Mode: suggest.Allow})
	fmt.Print(string(proposal.After))
	fmt.Println("proven:", proposal.Proof.Holds())
	// Output:
	// # allowlist: what is not listed is excluded
	// *
	// !main.go
	// !src
	// **/*.log
	// proven: true
}
