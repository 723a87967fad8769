// Command bench measures how fast directories are read, as ratios to a C
// program that does the least any such program must do (c/floor.c), in one run
// on one machine: bare times tell nothing about another.
//
//	go run ./testdata/bench            about 100,000 files
//	go run ./testdata/bench -short     a tenth, in about a minute
//	go run ./testdata/bench -scale 10  more
//
// Peers are what happens to be there: buildctx itself, the reader alone
// (package scan), the walk of BuildKit's client (fsutil, from the module in
// testdata/oracle) and du. Every round runs each of them once, in turn; the
// figures are medians.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/context/scan"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// An options is what the command line says.
type options struct {
	dir    string
	scale  float64
	rounds int
	short  bool
}

func bench(ctx context.Context) error {
	var o options
	flag.StringVar(&o.dir, "dir", "", "make the corpora in this directory and keep them, instead of a temporary one")
	flag.Float64Var(&o.scale, "scale", 1, "size of the corpora, 1 for about 100,000 files each")
	flag.IntVar(&o.rounds, "rounds", 9, "measured rounds")
	flag.BoolVar(&o.short, "short", false, "a tenth of the size and five rounds")
	read := flag.String("read", "", "only read this directory with package scan; this is how the reader is measured")
	flag.Parse()
	if *read != "" {
		l, err := scan.Read(ctx, *read, scan.Options{})
		if err == nil {
			fmt.Println(l.Len(), "entries,", len(l.Problems), "problems")
		}
		return err
	}
	if o.short {
		o.scale /= 10
		o.rounds = min(o.rounds, 5)
	}

	tools, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tools)
	if o.dir == "" {
		o.dir = filepath.Join(tools, "corpora")
	}
	b, err := prepare(ctx, tools)
	if err != nil {
		return err
	}
	for _, c := range corpora(o.scale) {
		dir, err := c.make(o.dir)
		if err != nil {
			return err
		}
		if err := b.corpus(ctx, c, dir, o.rounds); err != nil {
			return err
		}
	}
	return nil
}

// A bencher has the programs to be measured.
type bencher struct {
	measure, floor, self string
	buildctx, filterwalk string            // "" if they cannot be built
	rules                map[string]string // ignore files by their number of lines
}

// prepare builds what can be built, and says what cannot.
func prepare(ctx context.Context, tools string) (*bencher, error) {
	here, err := filepath.Abs(filepath.Join("testdata", "bench"))
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(here, "c", "floor.c")); err != nil {
		return nil, fmt.Errorf("run this in the root of the repository: %w", err)
	}
	b := &bencher{rules: map[string]string{}}
	for _, n := range []string{"10", "40", "200"} {
		b.rules[n] = filepath.Join(here, "ignorefiles", n)
	}
	b.rules["0"] = filepath.Join(tools, "norules")
	if err := os.WriteFile(b.rules["0"], nil, 0o644); err != nil {
		return nil, err
	}
	if b.self, err = os.Executable(); err != nil {
		return nil, err
	}
	for _, c := range []struct {
		program *string
		source  string
	}{{&b.measure, "measure.c"}, {&b.floor, "floor.c"}} {
		*c.program = filepath.Join(tools, strings.TrimSuffix(c.source, ".c"))
		if err := command(ctx, filepath.Join(here, "c"), "gcc", "-O2", "-pthread", "-o", *c.program, c.source); err != nil {
			return nil, err
		}
	}
	for _, g := range []struct {
		program   *string
		dir, main string
	}{{&b.buildctx, "../..", "./cmd/buildctx"}, {&b.filterwalk, "../oracle", "./cmd/filterwalk"}} {
		out := filepath.Join(tools, filepath.Base(g.main))
		if err := command(ctx, filepath.Join(here, g.dir), "go", "build", "-ldflags=-s -w", "-o", out, g.main); err != nil {
			fmt.Fprintln(os.Stderr, "bench: without", g.main+":", err)
			continue
		}
		*g.program = out
	}
	return b, nil
}

func command(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}
