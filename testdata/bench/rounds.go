package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// A cost is what one run took.
type cost struct {
	round              int
	wall, user, system float64 // nanoseconds
	memory             float64 // kilobytes, the peak
}

const (
	// deadline is how long one run may take.
	deadline = 2 * time.Minute
	// slow is how many times longer than the floor a program takes whose first
	// run has to do.
	slow = 20
)

// measure runs every program in every round, in turn. Before each run that
// counts it does what before does, if that is given.
func (b *bencher) measure(ctx context.Context, c corpus, dir string, rows []row, rounds int, before func() error) (result, error) {
	out, err := exec.CommandContext(ctx, b.floor, dir, "2").Output()
	if err != nil {
		return result{}, fmt.Errorf("reading %s with %s: %w", dir, b.floor, err)
	}
	res := result{corpus: c, cold: before != nil, holds: string(bytes.TrimSpace(out)), rounds: rounds, load: load()}
	if _, err := fmt.Sscanf(res.holds, "%d files, %d directories", &res.files, &res.dirs); err != nil {
		return result{}, fmt.Errorf("reading %q: %w", res.holds, err)
	}
	wanted, err := b.warmUp(ctx, &res, rows)
	if err != nil {
		return result{}, err
	}
	for round := range rounds {
		for i := range res.rows {
			k := (round + i) % len(res.rows) // nobody always comes after the same one
			if !wanted[k] {
				continue
			}
			if before != nil {
				if err := before(); err != nil {
					return result{}, err
				}
			}
			cost, err := b.run(ctx, res.rows[k].args)
			if ctx.Err() != nil {
				return result{}, context.Cause(ctx)
			}
			if err != nil && k == 0 { // no other row can stand in for it
				return result{}, fmt.Errorf("%s, which all is compared with: %w", res.rows[k].name, err)
			}
			if err != nil {
				fmt.Fprintf(os.Stderr, "bench: no more rounds of %s: %v\n", res.rows[k].name, err)
				wanted[k] = false
				continue
			}
			cost.round = round
			res.rows[k].costs = append(res.rows[k].costs, cost)
		}
	}
	res.rows = slices.DeleteFunc(res.rows, func(r row) bool { return len(r.costs) == 0 })
	return res, nil
}

// warmUp runs every program once. Those that work become the rows of the
// result; wanted are those that are to be run again.
func (b *bencher) warmUp(ctx context.Context, res *result, rows []row) (wanted []bool, err error) {
	var floor float64
	for i, r := range rows {
		first, err := b.run(ctx, r.args)
		switch {
		case ctx.Err() != nil:
			return nil, context.Cause(ctx)
		case err != nil && i == 0:
			return nil, fmt.Errorf("%s: %w", r.name, err)
		case err != nil:
			fmt.Fprintf(os.Stderr, "bench: without %s: %v\n", r.name, err)
			continue
		case i == 0:
			floor = first.wall
		}
		again := res.cold || first.wall <= slow*floor
		if !again {
			r.costs = []cost{first}
		}
		res.rows, wanted = append(res.rows, r), append(wanted, again)
	}
	return wanted, nil
}

// run runs a program once.
func (b *bencher) run(ctx context.Context, args []string) (cost, error) {
	limited, cancel := context.WithTimeoutCause(ctx, deadline, fmt.Errorf("not done after %v", deadline))
	defer cancel()
	cmd := exec.CommandContext(limited, b.runner, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	out, err := cmd.Output()
	if limited.Err() != nil {
		return cost{}, context.Cause(limited)
	}
	if err != nil {
		return cost{}, fmt.Errorf("measuring %q: %w", args, err)
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
