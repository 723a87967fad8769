// Command bench measures how fast directories are read, as ratios to a C
// program that does the least any such program must do (c/floor.c), in one run
// on one machine: bare times tell nothing about another.
//
//	go run ./testdata/bench                  all corpora, 1.5 million files
//	go run ./testdata/bench -short           smaller ones, in a minute or two
//	go run ./testdata/bench -only mono,flat  some of them
//	go run ./testdata/bench -cold            also from the disk; needs root
//	go run ./testdata/bench -gate            fails where it became slower
//
// The peers are buildctx, its reader alone (package scan), the walk of
// BuildKit's client (fsutil) and the archive of the classic one (go-archive),
// and what the machine has of du, find, gdu, ncdu, fd and rg; -fetch gets those
// that are missing from Debian. Every round runs each of them once, in turn; the
// figures are medians of the ratios of the rounds. It needs Linux and gcc.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := bench(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// An options is what the command line says.
type options struct {
	dir, only                string
	scale                    float64
	rounds                   int
	short, fetch, cold, gate bool
}

func bench(ctx context.Context) error {
	var o options
	flag.StringVar(&o.dir, "dir", "", "make the corpora in this directory and keep them, instead of a temporary one")
	flag.StringVar(&o.only, "only", "", "measure only these corpora, with commas between them")
	flag.Float64Var(&o.scale, "scale", 1, "size of the corpora")
	flag.IntVar(&o.rounds, "rounds", 9, "measured rounds")
	flag.BoolVar(&o.short, "short", false, "three tenths of the size without the largest corpus, and five rounds")
	flag.BoolVar(&o.fetch, "fetch", false, "download peers that are missing with apt-get; nothing is installed")
	flag.BoolVar(&o.cold, "cold", false, "measure from the disk, too")
	flag.BoolVar(&o.gate, "gate", false, "fail where buildctx is slower than it should be")
	var self selfOptions
	self.flags()
	flag.Parse()
	if self.wanted() {
		return self.run(ctx)
	}
	if o.short {
		o.scale, o.rounds = o.scale*0.3, min(o.rounds, 5)
		if o.only == "" {
			o.only = "mono,flat,deep"
		}
	}
	chosen, err := choose(corpora(o.scale), o.only)
	if err != nil {
		return err
	}
	tools, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tools)
	// What is started from here leaves nothing elsewhere, also if interrupted.
	if err := os.Setenv("TMPDIR", tools); err != nil {
		return err
	}
	if o.dir == "" {
		o.dir = filepath.Join(tools, "corpora")
	}
	b, err := prepare(ctx, tools, o.fetch)
	if err != nil {
		return err
	}
	return b.all(ctx, o, chosen)
}

// choose picks the corpora that are named; all if none is.
func choose(all []corpus, only string) ([]corpus, error) {
	if only == "" {
		return all, nil
	}
	var chosen []corpus
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(all, func(c corpus) bool { return c.name == name })
		if i < 0 {
			return nil, fmt.Errorf("-only: there is no corpus %q; there are mono, flat, deep and million", name)
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

// all measures what the options ask for.
func (b *bencher) all(ctx context.Context, o options, chosen []corpus) error {
	var results []result
	for _, c := range chosen {
		dir, err := c.make(ctx, o.dir)
		if err != nil {
			return err
		}
		warm, err := b.measure(ctx, c, dir, b.rows(c, dir), o.rounds, nil)
		if err != nil {
			return err
		}
		if err := warm.print(os.Stdout); err != nil {
			return err
		}
		if err := b.printTree(ctx, c, dir); err != nil {
			return err
		}
		results = append(results, warm)
		if o.cold && c.name == "mono" {
			cold, err := b.fromDisk(ctx, c, dir)
			if err != nil {
				return err
			}
			if cold != nil {
				if err := cold.print(os.Stdout); err != nil {
					return err
				}
				results = append(results, *cold)
			}
		}
	}
	start, err := b.start(ctx, o.dir)
	if err != nil {
		return err
	}
	fmt.Print("Goals, of those that this run can judge")
	if o.scale != 1 {
		fmt.Printf("; they are meant for -scale 1, this is %g", o.scale)
	}
	fmt.Print(":\n\n")
	if err := printGoals(os.Stdout, results, start); err != nil {
		return err
	}
	if o.gate {
		return gate(results)
	}
	return nil
}
