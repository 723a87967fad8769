package predict_test

import (
	"fmt"
	"log"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// What does this build send, and what would it send under another ignore file?
func Example() {
	list, err := scan.FromEntries("app", []scan.Entry{ // or scan.Read
		{Path: "package.json", Mode: 0o644, Size: 300},
		{Path: "node_modules/a.js", Mode: 0o644, Size: 9000},
		{Path: "src/main.js", Mode: 0o644, Size: 1000},
		{Path: "src/node_modules/b.js", Mode: 0o644, Size: 7000},
	})
	if err != nil {
		log.Fatal(err)
	}
	asks, err := needs.Analyze([]byte("FROM node\nCOPY package.json src ./\n"), needs.Options{})
	if err != nil {
		log.Fatal(err)
	}
	today := predict.New(predict.Build{
		Tree: buildcontext.New(list), Builder: ignore.BuildKit, Needs: asks, Dockerfile: "Dockerfile",
		Ignore: ignore.Parse(".dockerignore", []byte("node_modules\n")), IgnorePath: ".dockerignore",
	})
	fmt.Println("sent:", today.Sent.Totals.Files, "files,", today.Sent.Totals.Bytes, "bytes")
	other := today.Under(ignore.Parse(".dockerignore", []byte("**/node_modules\n*.json\n")))
	fmt.Println("under the other file:", other.Sent.Totals.Files, "files,", other.Sent.Totals.Bytes, "bytes")
	for _, x := range other.Refusals() {
		fmt.Printf("%s:%d: %s\n", x.File, x.Line, x.Message)
	}

	// Output:
	// sent: 3 files, 8300 bytes
	// under the other file: 1 files, 1000 bytes
	// Dockerfile:2: failed to compute cache key: "/package.json": not found (.dockerignore:2 "*.json" excludes it)
}
