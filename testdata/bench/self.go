package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// A selfOptions has this program do a part of what buildctx does; this is how
// the parts are measured.
type selfOptions struct{ read, attribute, rules, tree string }

func (o *selfOptions) flags() {
	flag.StringVar(&o.read, "read", "", "only read this directory with package scan")
	flag.StringVar(&o.attribute, "attribute", "", "only read this directory and attribute everything to the rules of -rules")
	flag.StringVar(&o.rules, "rules", "", "the ignore file for -attribute")
	flag.StringVar(&o.tree, "tree", "", "only say how many bytes the Tree of this directory takes")
}

func (o *selfOptions) wanted() bool { return o.read+o.attribute+o.tree != "" }

func (o *selfOptions) run(ctx context.Context) error {
	debug.SetGCPercent(400) // as buildctx does
	switch {
	case o.read != "":
		l, err := scan.Read(ctx, o.read, scan.Options{})
		if err == nil {
			fmt.Println(l.Len(), "entries,", len(l.Problems), "problems")
		}
		return err
	case o.attribute != "":
		return o.attributed(ctx)
	}
	return o.size(ctx)
}

func (o *selfOptions) attributed(ctx context.Context) error {
	src, err := os.ReadFile(o.rules)
	if err != nil {
		return err
	}
	matcher := ignore.Parse(o.rules, src).Matcher(ignore.BuildKit)
	l, err := scan.Read(ctx, o.attribute, scan.Options{})
	if err != nil {
		return err
	}
	view := buildcontext.New(l).Replay(buildcontext.Rules{Ignore: matcher})
	for n, rule := range matcher.Rules() {
		if u := view.Usage[n]; u.Files > 0 {
			fmt.Println(rule.Line, rule.Text, u.Files, u.Bytes)
		}
	}
	return nil
}

// size prints what the heap holds for a Tree and nothing else.
func (o *selfOptions) size(ctx context.Context) error {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	l, err := scan.Read(ctx, o.tree, scan.Options{})
	if err != nil {
		return err
	}
	tree := buildcontext.New(l)
	runtime.GC()
	runtime.GC() // what the first one swept
	runtime.ReadMemStats(&after)
	fmt.Printf("%.1f\n", float64(after.HeapAlloc-before.HeapAlloc)/float64(tree.Len()))
	runtime.KeepAlive(tree)
	return nil
}
