// Command faults has buildctx run while system calls fail, the disk is full or
// cannot be written, descriptors are few and nobody reads the output, and
// checks that it ends with what is so, or says what it does not know.
//
//	go run ./testdata/trust/faults              a thousand injected faults, and the real ones
//	go run ./testdata/trust/faults -n 100       fewer
//	go run ./testdata/trust/faults -seed 7      the same again
//
// It needs Linux and strace, and root for some of the real ones.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/buildctx/buildctx/testdata/trust/harness"
)

func main() {
	n := flag.Int("n", 1000, "how many faults are injected")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "which ones")
	flag.Parse()
	for fd := 3; fd < 1024; fd++ {
		syscall.CloseOnExec(fd) // what whoever started this left open counts
	}
	if err := run(*n, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(1)
	}
}

func run(n int, seed uint64) error {
	dir, err := os.MkdirTemp("", "faults")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	s := &stage{dir: dir, project: filepath.Join(dir, "project"), random: rand.New(rand.NewPCG(seed, 0)), outcomes: make(map[string]map[string]int)}
	if s.program, err = harness.Build(dir); err != nil {
		return err
	}
	if err := harness.Project(s.project); err != nil {
		return err
	}
	if err := s.begin(); err != nil {
		return err
	}
	fmt.Printf("seed %d\n", seed)
	for range n {
		if err := s.inject(); err != nil {
			return err
		}
	}
	if err := s.real(); err != nil {
		return err
	}
	s.print()
	if s.wrong > 0 {
		return fmt.Errorf("%d outcomes are wrong", s.wrong)
	}
	return nil
}
