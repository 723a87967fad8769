package suggest_test

import (
	"fmt"
	"strings"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
	"github.com/buildctx/buildctx/suggest/builds"
)

// tree is a directory of files with a hundred kilobytes each.
func tree(paths string) *buildcontext.Tree {
	var entries []scan.Entry
	for path := range strings.FieldsSeq(paths) {
		entries = append(entries, scan.Entry{Path: path, Mode: 0o644, Size: 100_000})
	}
	list, err := scan.FromEntries("/project", entries)
	if err != nil {
		panic(err)
	}
	return buildcontext.New(list)
}

// From a tree to an ignore file that is proven, and to what is wrong with one
// that somebody would rather write.
func Example() {
	t := tree("package.json src/main.js src/debug.log dist/app.js node_modules/.bin/tsc node_modules/react.js")
	asks, err := needs.Analyze([]byte("FROM node\nCOPY . /app\nCOPY dist/app.js /\nRUN npm ci\n"), needs.Options{AllStages: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	today := predict.New(predict.Build{Tree: t, Ignore: ignore.Parse(".dockerignore", nil), Dockerfile: "Dockerfile", Needs: asks})
	in := suggest.NewCase(today, []builds.Need{{Dockerfile: "Dockerfile", Set: asks}}, nil)
	proposal := suggest.Plan(in, suggest.Find(in), suggest.Options{})
	fmt.Print(string(proposal.After))
	fmt.Printf("%d of %d files are sent, proven: %v\n", proposal.AfterTotals.Files, proposal.BeforeTotals.Files, proposal.Proof.Holds())

	other := today.Under(ignore.Parse(".dockerignore", []byte("node_modules\ndist\n")))
	modules, _ := t.Lookup("node_modules")
	proof := suggest.Prove(in, other, []uint32{modules})
	fmt.Println("proven:", proof.Holds())
	for _, why := range proof.Broken {
		fmt.Println(why)
	}
	// Output:
	// # dependencies
	// **/node_modules
	//
	// # logs
	// **/*.log
	// 3 of 6 files are sent, proven: true
	// proven: false
	// "dist/app.js" would be gone, and no line claims it.
	// Dockerfile:3 would find nothing for dist/app.js.
}

// The dependencies of the web part go; those that the Dockerfile copies by
// name stay.
func ExampleFind() {
	t := tree("main.go debug.log node_modules/.bin/tsc web/package.json web/node_modules/react.js web/node_modules/vue.js")
	file := ignore.Parse(".dockerignore", nil)
	set, err := needs.Analyze([]byte("FROM node\nCOPY node_modules /tools\nCOPY . /app\nRUN npm ci --prefix web\n"), needs.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	today := predict.New(predict.Build{Tree: t, Ignore: file, Dockerfile: "Dockerfile", Needs: set})
	in := suggest.NewCase(today, []builds.Need{{Dockerfile: "Dockerfile", Set: set}}, nil)
	for _, c := range suggest.Find(in) {
		for _, i := range c.Entries {
			fmt.Printf("%s: %s (%s)\n", t.Path(i), c.Why, c.Safety)
		}
	}
	// Output:
	// web/node_modules: dependencies (safe)
	// debug.log: log (safe)
}

// What a path is shows in its name and in what stands beside it.
func ExampleClassify() {
	t := tree("target/app.rs rust/Cargo.toml rust/target/app tools/py/pyvenv.cfg data/a.parquet data/b.parquet")
	for _, path := range []string{"target", "rust/target", "tools/py", "data"} {
		i, _ := t.Lookup(path)
		category, why := suggest.Classify(t, i)
		fmt.Printf("%s: %s, %q\n", path, category, why)
	}
	// Output:
	// target: source, ""
	// rust/target: build-output, "build output"
	// tools/py: dependencies, "virtual environment"
	// data: dataset, "data"
}

// The line of the user is widened, and the new file is proven.
func ExamplePlan() {
	t := tree("main.go app.log web/index.js web/debug.log")
	file := ignore.Parse(".dockerignore", []byte("# keep logs out\n*.log\n"))
	in := suggest.NewCase(predict.New(predict.Build{Tree: t, Ignore: file}), nil, nil)
	proposal := suggest.Plan(in, suggest.Find(in), suggest.Options{})
	fmt.Print(string(proposal.After))
	fmt.Println("proven:", proposal.Proof.Holds())
	// Output:
	// # keep logs out
	// **/*.log
	// proven: true
}
