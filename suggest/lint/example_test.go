package lint_test

import (
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/lint"
)

func ExampleRun() {
	list, err := scan.FromEntries("/app", []scan.Entry{{Path: "node_modules/a", Mode: 0o644}, {Path: "web/node_modules/b", Mode: 0o644, Size: 2000}})
	if err != nil {
		fmt.Println(err)
		return
	}
	file := ignore.Parse(".dockerignore", []byte("node_modules\n"))
	today := predict.New(predict.Build{Tree: buildcontext.New(list), Ignore: file, IgnorePath: ".dockerignore"})
	found, _ := lint.Run(lint.Input{Case: suggest.NewCase(today, nil, nil)})
	for _, d := range found {
		fmt.Printf("%s: %s [%s]\n%s (%s)\n", d.Severity, d.Message, d.Rule, d.Fixes[0].Title, d.Fixes[0].Safety)
	}
	// Output:
	// warning: this speaks of the root alone: web/node_modules is still sent, 1 file, 2 kB [gitignore-anchor]
	// have it hold at any depth (review)
}

func ExampleByID() {
	r := lint.ByID("bang-class")
	fmt.Println(r.What)
	fmt.Printf("%q becomes %q\n", r.Bad.Ignore, r.Bad.Fixed)
	// Output:
	// A class of characters begins with "!", as shells and git write "not one of these".
	// "log.[!0]\n" becomes "log.[^0]\n"
}
