// Command kills ends the commands of buildctx that write, and verify, by
// signals at random moments, and checks what is left behind: the ignore file is
// the old or the new one, nothing is beside it, no temporary directory and no
// git remains, and what is said is so.
//
//	go run ./testdata/trust/kills              a thousand kills
//	go run ./testdata/trust/kills -n 100       fewer
//	go run ./testdata/trust/kills -seed 7      the same commands and moments again
//
// It needs Linux.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"github.com/buildctx/buildctx/testdata/trust/harness"
)

func main() {
	n := flag.Int("n", 1000, "how many kills")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "which")
	flag.Parse()
	if err := run(*n, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "kills:", err)
		os.Exit(1)
	}
}

func run(n int, seed uint64) error {
	dir, err := os.MkdirTemp("", "kills")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	k := &killer{dir: dir, project: filepath.Join(dir, "project"), temporary: filepath.Join(dir, "tmp"), random: rand.New(rand.NewPCG(seed, 0)), ends: make(map[string]map[string]int)}
	if k.program, err = harness.Build(dir); err != nil {
		return err
	}
	if err := harness.Project(k.project); err != nil {
		return err
	}
	fmt.Printf("seed %d\n", seed)
	if err := k.begin(); err != nil {
		return err
	}
	for range n {
		if err := k.kill(); err != nil {
			return err
		}
	}
	k.print()
	if k.wrong > 0 {
		return fmt.Errorf("%d ends are wrong", k.wrong)
	}
	return nil
}
