// Command scale measures what is as large as it gets: directories, files, ignore files and
// repositories that hardly anybody has. Bare times tell nothing about another machine, so
// that all are ratios: to the floor, a C program that does the least any such program must
// do (testdata/bench/c/floor.c), to git's own listing, or to buildctx itself without what
// there is so much of.
//
//	go run ./testdata/scale                  half an hour; 20 GB of disk and six million inodes for a while
//	go run ./testdata/scale -short           a tenth of everything
//	go run ./testdata/scale -only deep,flat  some of it
//	go run ./testdata/scale -gate            fails where it became slower, or takes more memory
//
// It needs Linux, gcc and git.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := scale(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func scale(ctx context.Context) error {
	dir := flag.String("dir", "", "work in a new directory below this one, instead of in that for temporary files")
	only := flag.String("only", "", "measure only these, with commas between them")
	short := flag.Bool("short", false, "a tenth of everything")
	gate := flag.Bool("gate", false, "fail where a ratio or the memory is above its mark")
	rounds := flag.Int("rounds", 3, "measured rounds, of which the best one counts")
	flag.Parse()
	chosen, err := choose(subjects(), *only)
	if err != nil {
		return err
	}
	top, err := os.MkdirTemp(*dir, "scale")
	if err != nil {
		return err
	}
	defer remove(top)
	m, err := prepare(ctx, top, *rounds)
	if err != nil {
		return err
	}
	var results []result
	for _, s := range chosen {
		size := s.size
		if *short {
			size /= 10
		}
		r, err := m.measure(ctx, s, size)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		r.short = *short
		results = append(results, r)
		if err := r.print(os.Stdout); err != nil {
			return err
		}
	}
	if *gate {
		return judge(results)
	}
	return nil
}

// choose picks the subjects that are named; all if none is.
func choose(all []subject, only string) ([]subject, error) {
	if only == "" {
		return all, nil
	}
	var chosen []subject
	for name := range strings.SplitSeq(only, ",") {
		i := slices.IndexFunc(all, func(s subject) bool { return s.name == name })
		if i < 0 {
			return nil, fmt.Errorf("-only: there is no %q", name)
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}
