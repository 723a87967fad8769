package ledger_test

import (
	"fmt"
	"log"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// What does each line do, and what would be sent without it?
func Example() {
	list, err := scan.FromEntries("app", []scan.Entry{
		{Path: "a.log", Mode: 0o644, Size: 100},
		{Path: "main.go", Mode: 0o644, Size: 10},
		{Path: "web/b.log", Mode: 0o644, Size: 200},
		{Path: "web/node_modules/c.js", Mode: 0o644, Size: 300},
	})
	if err != nil {
		log.Fatal(err)
	}
	tree := buildcontext.New(list)
	l := ledger.New(predict.New(predict.Build{
		Tree: tree, Builder: ignore.BuildKit, IgnorePath: ".dockerignore",
		Ignore: ignore.Parse(".dockerignore", []byte("**/*.log\n*.log\nnode_modules\n!web/b.log\n")),
	}))
	effects := l.Effects()
	for n, row := range l.Rows() {
		fmt.Printf("%s: %s, %d bytes; without it %d more are sent", row.Rule.Text, l.State(row), row.Totals.Bytes, effects[n].Without.Returns.Bytes)
		for _, by := range effects[n].ShadowedBy {
			fmt.Printf("; %s decides about %d", by.Rule.Text, by.Totals.Bytes)
		}
		for _, entry := range row.Anchored {
			fmt.Printf("; %s is sent all the same", tree.Path(entry))
		}
		fmt.Println()
	}

	// Output:
	// **/*.log: active, 100 bytes; without it 0 more are sent; !web/b.log decides about 200
	// *.log: shadowed, 0 bytes; without it 0 more are sent; **/*.log decides about 100; web/b.log is sent all the same
	// node_modules: dead, 0 bytes; without it 0 more are sent; web/node_modules is sent all the same
	// !web/b.log: active, 200 bytes; without it 0 more are sent
}
