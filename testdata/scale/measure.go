package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// programs are what is measured and what it is compared with.
type programs struct {
	runner, floor, buildctx string
	empty                   string // an ignore file without a rule
	small                   string // a build context of ten small files
}

// A meter measures subjects in a directory of its own.
type meter struct {
	programs
	top    string
	rounds int
	idle   float64 // megabytes that a run takes that has nothing to do
}

// A cost is what one run took.
type cost struct {
	wall, memory float64 // seconds, megabytes at the peak
}

// deadline is how long one run may take.
const deadline = 5 * time.Minute

// steady is how long to measure at least: what takes milliseconds needs many rounds for its
// best one to be the same again.
const steady = 3 * time.Second

// prepare builds the programs.
func prepare(ctx context.Context, top string, rounds int) (*meter, error) {
	here, err := filepath.Abs(filepath.Join("testdata", "bench", "c"))
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(here, "floor.c")); err != nil {
		return nil, fmt.Errorf("run this in the root of the repository: %w", err)
	}
	if _, err := exec.LookPath("gcc"); err != nil || runtime.GOOS != "linux" {
		return nil, errors.New("the floor that all is compared with is a C program for Linux: run this on Linux with gcc in the PATH")
	}
	m := &meter{top: top, rounds: rounds}
	m.runner, m.floor, m.buildctx, m.empty = filepath.Join(top, "measure"), filepath.Join(top, "floor"), filepath.Join(top, "buildctx"), filepath.Join(top, "empty")
	for _, args := range [][]string{
		{"gcc", "-O2", "-o", m.runner, filepath.Join(here, "measure.c")},
		{"gcc", "-O2", "-pthread", "-o", m.floor, filepath.Join(here, "floor.c")},
		{"go", "build", "-trimpath", "-ldflags=-s -w", "-o", m.buildctx, "./cmd/buildctx"},
	} {
		if out, err := exec.CommandContext(ctx, args[0], args[1:]...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", args[0], err, out)
		}
	}
	if err := os.WriteFile(m.empty, nil, 0o644); err != nil {
		return nil, err
	}
	return m, m.rest(ctx)
}

// rest measures what a run takes that has next to nothing to do.
func (m *meter) rest(ctx context.Context) error {
	m.small = filepath.Join(m.top, "small")
	to := &maker{ctx: ctx}
	to.dockerfile(m.small)
	to.files(m.small, 10)
	if to.err != nil {
		return to.err
	}
	c, err := m.run(ctx, []string{m.buildctx, "suggest", m.small})
	m.idle = c.memory
	return err
}

// measure makes a subject, runs the commands on it, and removes it.
func (m *meter) measure(ctx context.Context, s subject, size int) (result, error) {
	dir := filepath.Join(m.top, s.name)
	defer remove(dir)
	to := &maker{ctx: ctx}
	began := time.Now()
	if s.make(to, dir, size); to.err != nil {
		return result{}, to.err
	}
	r := result{subject: s, size: size, idle: m.idle, made: time.Since(began)}
	all := s.base(&m.programs, dir)
	bases := len(all)
	for _, c := range s.commands {
		all = append(all, append(append([]string{m.buildctx}, strings.Fields(c.args)...), dir))
	}
	best := make([]cost, len(all))
	began = time.Now()
	for round := 0; round <= m.rounds || time.Since(began) < steady; round++ { // the first one is to warm up
		for k, args := range all {
			c, err := m.run(ctx, args)
			if err != nil {
				return r, fmt.Errorf("%q: %w", args, err)
			}
			best[k].memory = max(c.memory, best[k].memory)
			if round == 1 || c.wall < best[k].wall {
				best[k].wall = c.wall
			}
		}
	}
	for _, c := range best[:bases] {
		r.base += c.wall
	}
	r.costs, r.load = best[bases:], load()
	return r, nil
}

// run runs a program once.
func (m *meter) run(ctx context.Context, args []string) (cost, error) {
	limited, cancel := context.WithTimeoutCause(ctx, deadline, fmt.Errorf("not done after %v", deadline))
	defer cancel()
	cmd := exec.CommandContext(limited, m.runner, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	out, err := cmd.Output()
	if limited.Err() != nil {
		return cost{}, context.Cause(limited)
	}
	if err != nil {
		return cost{}, err
	}
	var wall, user, system, memory float64
	var status int
	if _, err := fmt.Sscan(string(out), &wall, &user, &system, &memory, &status); err != nil {
		return cost{}, fmt.Errorf("reading %q: %w", out, err)
	}
	if status > 1 { // 1 says that something was found
		return cost{}, fmt.Errorf("status %d", status)
	}
	return cost{wall / 1e9, memory / 1024}, nil
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
