package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// A result is what was measured on one corpus.
type result struct {
	corpus      corpus
	holds       string
	files, dirs int
	state, load string
	rounds      int
	warmup      float64 // of the floor, in nanoseconds
	rows        []row
}

// row is the row with a name, nil if there is none.
func (r *result) row(name string) *row {
	i := slices.IndexFunc(r.rows, func(x row) bool { return x.name == name })
	if i < 0 {
		return nil
	}
	return &r.rows[i]
}

// print prints a table: times as ratios to the first row.
func (r *result) print(w io.Writer) error {
	fmt.Fprintf(w, "%s: %s\n%s; %s, %d rounds, load %s\n", r.corpus.name, r.corpus.what, r.holds, r.state, r.rounds, r.load)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\twall\tCPU\tuser\tsystem\twall / buildctx\tpeak memory\tan entry\t")
	base := &r.rows[0]
	floor := func(c cost) float64 { return c.cpu() }
	for i := range r.rows {
		x := &r.rows[i]
		name := x.name
		if len(x.costs) < r.rounds {
			name += fmt.Sprintf(", %d round", len(x.costs))
		}
		against := ""
		if ours := r.row(x.against); ours != nil {
			against = fmt.Sprintf("%.2f", x.ratio(ours, wall, wall))
		}
		memory := x.median(func(c cost) float64 { return c.memory })
		fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%s\t%.1f MB\t%.0f B\t\n", name,
			x.ratio(base, wall, wall), x.ratio(base, floor, floor),
			x.ratio(base, func(c cost) float64 { return c.user }, floor), x.ratio(base, func(c cost) float64 { return c.system }, floor),
			against, memory/1024, memory*1024/float64(r.files+r.dirs))
	}
	fmt.Fprintln(t)
	return t.Flush()
}

func wall(c cost) float64 { return c.wall }

func cpu(c cost) float64 { return c.cpu() }

// ratios are those of the rounds, so that a disturbance that lasts for a while
// concerns both sides.
func (x *row) ratios(base *row, of, to func(cost) float64) []float64 {
	var out []float64
	for _, c := range x.costs {
		i := slices.IndexFunc(base.costs, func(b cost) bool { return b.round == c.round })
		if i >= 0 {
			out = append(out, of(c)/to(base.costs[i]))
		}
	}
	slices.Sort(out)
	return out
}

// ratio is the median of the ratios; 0 without a base.
func (x *row) ratio(base *row, of, to func(cost) float64) float64 {
	if base == nil {
		return 0
	}
	return middle(x.ratios(base, of, to))
}

func (x *row) median(of func(cost) float64) float64 {
	var values []float64
	for _, c := range x.costs {
		values = append(values, of(c))
	}
	slices.Sort(values)
	return middle(values)
}

// middle is the median of sorted values.
func middle(values []float64) float64 {
	n := len(values)
	switch {
	case n == 0:
		return 0
	case n%2 == 0:
		return (values[n/2-1] + values[n/2]) / 2
	}
	return values[n/2]
}
