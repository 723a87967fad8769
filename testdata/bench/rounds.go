package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// A cost is what one run took.
type cost struct {
	round              int
	wall, user, system float64 // nanoseconds
	memory             float64 // kilobytes, the peak
}

func (c cost) cpu() float64 { return c.user + c.system }

const (
	// deadline is how long one run may take.
	deadline = 2 * time.Minute
	// slow is how many times longer than the floor a program takes of which
	// one round must do.
	slow = 20
)

// measure runs every program in every round, in turn, before each run whatever
// before does.
func (b *bencher) measure(ctx context.Context, c corpus, dir string, rows []row, rounds int, before func() error) (result, error) {
	out, err := exec.CommandContext(ctx, b.floor, dir, "2").Output()
	if err != nil {
		return result{}, fmt.Errorf("floor: %w", err)
	}
	res := result{corpus: c, holds: string(bytes.TrimSpace(out)), state: "warm", rounds: rounds, load: load()}
	if before != nil {
		res.state = "from the disk"
	}
	if _, err := fmt.Sscanf(res.holds, "%d files, %d directories", &res.files, &res.dirs); err != nil {
		return result{}, fmt.Errorf("reading %q: %w", res.holds, err)
	}
	// The first run of each is to warm up, and to see whether it works.
	limit := make([]int, 0, len(rows))
	for _, r := range rows {
		first, err := b.run(ctx, r.args)
		if ctx.Err() != nil {
			return result{}, context.Cause(ctx)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "bench: without %s: %v\n", r.name, err)
			continue
		}
		n := rounds
		if len(res.rows) == 0 {
			res.warmup = first.wall
		} else if first.wall > slow*res.warmup {
			n = 1
		}
		res.rows, limit = append(res.rows, r), append(limit, n)
	}
	for round := range rounds {
		for i := range res.rows {
			k := (round + i) % len(res.rows)
			if round >= limit[k] {
				continue
			}
			if before != nil {
				if err := before(); err != nil {
					return result{}, err
				}
			}
			r := &res.rows[k]
			cost, err := b.run(ctx, r.args)
			if err != nil {
				return result{}, fmt.Errorf("%s: %w", r.name, err)
			}
			cost.round = round
			r.costs = append(r.costs, cost)
		}
	}
	return res, nil
}

// run runs a program once.
func (b *bencher) run(ctx context.Context, args []string) (cost, error) {
	limited, cancel := context.WithTimeoutCause(ctx, deadline, fmt.Errorf("not done after %v", deadline))
	defer cancel()
	cmd := exec.CommandContext(limited, b.runner, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	out, err := cmd.Output()
	if cause := context.Cause(limited); cause != nil {
		return cost{}, cause
	}
	if err != nil {
		return cost{}, err
	}
	var c cost
	var status int
	if _, err := fmt.Sscan(string(out), &c.wall, &c.user, &c.system, &c.memory, &status); err != nil {
		return cost{}, fmt.Errorf("reading %q: %w", out, err)
	}
	// 1 means that there are findings; whatever is more, that it did not work.
	if status > 1 {
		return cost{}, fmt.Errorf("%q ended with status %d", args, status)
	}
	return c, nil
}

// load is how busy the machine is.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := bytes.Cut(text, []byte(" "))
	return string(first)
}

// errDisk is why nothing is measured from the disk.
var errDisk = errors.New("the cache cannot be dropped here, so that nothing is measured from the disk")

// dropCache has everything read from the disk again.
func dropCache() error {
	syscall.Sync()
	if err := os.WriteFile("/proc/sys/vm/drop_caches", []byte("3"), 0); err != nil {
		return fmt.Errorf("%w: %w", errDisk, err)
	}
	return nil
}

// fromDisk measures a corpus that is not in memory.
func (b *bencher) fromDisk(ctx context.Context, c corpus, dir string) error {
	if err := dropCache(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return nil
	}
	wide := row{name: "floor, 16 threads", args: []string{b.floor, dir, "16"}}
	var rows []row
	for _, r := range b.rows(c, dir) {
		switch r.name {
		case floorRow:
			rows = append(rows, r, wide)
		case analyzeRow, bareRow, checkRow, filterRow, "du", "gdu":
			rows = append(rows, r)
		}
	}
	const rounds = 3
	res, err := b.measure(ctx, c, dir, rows, rounds, dropCache)
	if err != nil {
		return err
	}
	return res.print(os.Stdout)
}
