package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"text/tabwriter"
)

// A peer is a program in a comparison.
type peer struct {
	name string
	args []string
	cost []cost
}

// A cost is what one run took.
type cost struct {
	wall, cpu float64 // nanoseconds
	memory    float64 // kilobytes, the peak
	status    int
}

// corpus measures everything on one corpus and prints a table.
func (b *bencher) corpus(ctx context.Context, c corpus, dir string, rounds int) error {
	out, err := exec.CommandContext(ctx, b.floor, dir, "2").Output()
	if err != nil {
		return fmt.Errorf("floor: %w", err)
	}
	fmt.Printf("%s: %s\n%s, warm, median of %d rounds\n", c.name, c.what, bytes.TrimSpace(out), rounds)

	// The first run of each is to warm up, and to see whether it works.
	var peers []peer
	for _, p := range b.peers(c, dir) {
		if _, err := b.run(ctx, p.args); err != nil {
			fmt.Fprintf(os.Stderr, "bench: without %s: %v\n", p.name, err)
			continue
		}
		peers = append(peers, p)
	}
	for round := range rounds {
		for i := range peers {
			p := &peers[(round+i)%len(peers)]
			cost, err := b.run(ctx, p.args)
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			p.cost = append(p.cost, cost)
		}
	}
	return table(peers)
}

// peers are the programs that there are, for one corpus.
func (b *bencher) peers(c corpus, dir string) []peer {
	peers := []peer{
		{name: "floor, 2 threads", args: []string{b.floor, dir, "2"}},
		{name: "floor, 2 threads, names only", args: []string{b.floor, dir, "2", "list"}},
		{name: "package scan", args: []string{b.self, "-read", dir}},
	}
	if du, err := exec.LookPath("du"); err == nil {
		peers = append(peers, peer{name: "du", args: []string{du, "-s", "--apparent-size", dir}})
	}
	if b.buildctx != "" {
		peers = append(peers, peer{name: "buildctx, no rules", args: []string{b.buildctx, "analyze", "--format", "json", "--ignore-file", b.rules["0"], dir}})
	}
	if b.filterwalk != "" {
		peers = append(peers, peer{name: "fsutil, no rules", args: []string{b.filterwalk, dir}})
	}
	for _, n := range c.rules {
		if b.buildctx != "" {
			peers = append(peers, peer{name: "buildctx, " + n + " lines", args: []string{b.buildctx, "analyze", "--format", "json", "--ignore-file", b.rules[n], dir}})
		}
		if b.filterwalk != "" {
			peers = append(peers, peer{name: "fsutil, " + n + " lines", args: []string{b.filterwalk, dir, b.rules[n]}})
		}
	}
	return peers
}

// run runs a program once.
func (b *bencher) run(ctx context.Context, args []string) (cost, error) {
	out, err := exec.CommandContext(ctx, b.measure, args...).Output()
	if err != nil {
		return cost{}, err
	}
	var c cost
	if _, err := fmt.Sscan(string(out), &c.wall, &c.cpu, &c.memory, &c.status); err != nil {
		return cost{}, fmt.Errorf("reading %q: %w", out, err)
	}
	// 1 means that there are findings; whatever is more, that it did not work.
	if c.status > 1 {
		return cost{}, fmt.Errorf("%q ended with status %d", args, c.status)
	}
	return c, nil
}

// table prints the medians: times as ratios to the first peer.
func table(peers []peer) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\twall\tCPU\tpeak memory\t")
	for _, p := range peers {
		var memory []float64
		for _, c := range p.cost {
			memory = append(memory, c.memory)
		}
		fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.1f MB\t\n", p.name,
			ratio(p, peers[0], func(c cost) float64 { return c.wall }),
			ratio(p, peers[0], func(c cost) float64 { return c.cpu }),
			median(memory)/1024)
	}
	fmt.Fprintln(w)
	return w.Flush()
}

// ratio is the median of the ratios of the rounds, so that a disturbance that
// lasts for a while concerns both sides.
func ratio(p, base peer, of func(cost) float64) float64 {
	ratios := make([]float64, len(p.cost))
	for i := range p.cost {
		ratios[i] = of(p.cost[i]) / of(base.cost[i])
	}
	return median(ratios)
}

func median(values []float64) float64 {
	slices.Sort(values)
	if n := len(values); n%2 == 0 {
		return (values[n/2-1] + values[n/2]) / 2
	}
	return values[len(values)/2]
}
