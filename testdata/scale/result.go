package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// A result is what was measured of one subject.
type result struct {
	subject
	size  int
	short bool
	made  time.Duration
	load  string
	idle  float64
	base  float64 // seconds
	costs []cost  // of the commands
}

// print prints a table.
func (r *result) print(w io.Writer) error {
	fmt.Fprintf(w, "%s: %d × %s; made in %v, load %s; %s takes %.3f s\n", r.name, r.size, r.unit, r.made.Round(time.Second/10), r.load, r.against, r.base)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "\twall\tas long as %s\tpeak memory\tbeyond that of nothing, for each %s\t\n", r.against, r.unit)
	for k, c := range r.commands {
		fmt.Fprintf(t, "buildctx %s\t%.2f s\t%.2f ×\t%.0f MB\t%.0f B\t\n", c.args, r.costs[k].wall, r.ratio(k), r.costs[k].memory, r.each(k))
	}
	fmt.Fprintln(t)
	return t.Flush()
}

// ratio is the wall time of a command in units of the base.
func (r *result) ratio(k int) float64 { return r.costs[k].wall / r.base }

// each is how many bytes a command takes for each unit.
func (r *result) each(k int) float64 {
	return max(0, r.costs[k].memory-r.idle) * (1 << 20) / float64(r.size)
}

// judge fails where a command is above its marks.
func judge(results []result) error {
	var failed []string
	judged := 0
	for _, r := range results {
		for k, c := range r.commands {
			judged += 2
			most := c.wall
			if r.short {
				most = c.short
			}
			if is := r.ratio(k); is > most {
				failed = append(failed, fmt.Sprintf("%s: buildctx %s takes %.2f times as long as %s; at most %g is right", r.name, c.args, is, r.against, most))
			}
			if is := r.each(k); is > c.memory {
				failed = append(failed, fmt.Sprintf("%s: buildctx %s takes %.0f bytes for each %s; at most %g is right", r.name, c.args, is, r.unit, c.memory))
			}
		}
	}
	if len(failed) > 0 {
		return errors.New("more than it should be:\n  " + strings.Join(failed, "\n  "))
	}
	fmt.Printf("The gate: all %d marks kept.\n", judged)
	return nil
}
