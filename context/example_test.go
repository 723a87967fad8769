package buildcontext_test

import (
	"fmt"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// tree makes a Tree of files with 10 bytes each, from memory.
func tree(paths ...string) *buildcontext.Tree {
	var entries []scan.Entry
	for _, p := range paths {
		entries = append(entries, scan.Entry{Path: p, Mode: 0o644, Size: 10})
	}
	list, err := scan.FromEntries("/project", entries)
	if err != nil {
		panic(err)
	}
	return buildcontext.New(list)
}

// What BuildKit sends under an ignore file: the excluded directory comes
// along because something in it is brought back.
func ExampleTree_Replay() {
	t := tree("Dockerfile", "logs/a.log", "logs/keep.log", "main.go")
	file := ignore.Parse(".dockerignore", []byte("logs\n!logs/keep.log\n"))

	view := t.Replay(buildcontext.Rules{Builder: ignore.BuildKit, Ignore: file.Matcher(ignore.BuildKit)})
	for e := range view.Entries() {
		fmt.Println(e.Kind, t.Path(e.Index))
	}
	fmt.Println(view.Totals.Files, "files,", view.Totals.Bytes, "bytes,", view.Visited, "entries visited")
	// Output:
	// file Dockerfile
	// dir logs
	// file logs/keep.log
	// file main.go
	// 3 files, 30 bytes, 5 entries visited
}

// What is sent when a Dockerfile asks for some paths only.
func ExampleTree_FollowLinks() {
	t := tree("Dockerfile", "docs/a.md", "src/main.go")
	include, whole, _ := t.FollowLinks([]string{"src"})
	fmt.Println(include, whole)

	matcher, err := ignore.CompileInclude(include)
	if err != nil {
		panic(err)
	}
	view := t.Replay(buildcontext.Rules{Include: matcher})
	for e := range view.Entries() {
		fmt.Println(t.Path(e.Index))
	}
	// Output:
	// [src] false
	// src
	// src/main.go
}

// What each rule accounts for.
func ExampleView() {
	t := tree("a.log", "web/a.log", "web/index.html")
	file := ignore.Parse(".dockerignore", []byte("*.log\n**/*.html\n"))
	rules := file.Matcher(ignore.BuildKit)
	view := t.Replay(buildcontext.Rules{Ignore: rules})
	for i, rule := range rules.Rules() {
		fmt.Printf("line %d keeps out %d file\n", rule.Line, view.Usage[i].Files)
	}
	fmt.Println("left:", view.Totals.Files, "file")
	// Output:
	// line 1 keeps out 1 file
	// line 2 keeps out 1 file
	// left: 1 file
}

// What BuildKit prints for a directory, and which part of it is whose.
func ExampleView_Wire() {
	list, err := scan.FromEntries("/app", []scan.Entry{
		{Path: "main.go", Mode: 0o644, Size: 300, ModTime: 1_700_000_000_000_000_000},
		{Path: "data/a", Mode: 0o644, Size: 40_000, ModTime: 1_700_000_000_000_000_000},
	})
	if err != nil {
		panic(err)
	}
	tree := buildcontext.New(list)
	wire := tree.Replay(buildcontext.Rules{Builder: ignore.BuildKit}).Wire(scan.Attributes{})
	fmt.Println("transferring context:", wire.Cold, "then", wire.Warm)
	for _, part := range wire.Parts {
		fmt.Println(tree.Path(part.Entry), part.Cold)
	}
	// Output:
	// transferring context: 40400 then 70
	// data 40060
	// main.go 338
}
