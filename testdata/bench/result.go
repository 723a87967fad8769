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
	cold        bool // from the disk
	holds       string
	files, dirs int
	load        string
	rounds      int
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

// print prints a table: times as ratios to the first row, processor times to
// all the processor time of that, so that user and system add up.
func (r *result) print(w io.Writer) error {
	state := "warm"
	if r.cold {
		state = "from the disk"
	}
	fmt.Fprintf(w, "%s: %s\n%s; %s, %d rounds, load %s\n", r.corpus.name, r.corpus.what, r.holds, state, r.rounds, r.load)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\twall\tCPU\tuser\tsystem\twall/analyze\twall/check\tpeak memory\tan entry\t")
	base := &r.rows[0]
	for i := range r.rows {
		x := &r.rows[i]
		memory := x.median(peak)
		fmt.Fprintf(t, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%s\t%s\t%.1f MB\t%.0f B\t\n", r.label(x),
			x.ratio(base, wall, wall), x.ratio(base, cpu, cpu), x.ratio(base, user, cpu), x.ratio(base, system, cpu),
			r.beside(x, analyzeRow), r.besideCheck(x), memory, memory*(1<<20)/float64(r.files+r.dirs))
	}
	fmt.Fprintln(t)
	return t.Flush()
}

// label is the name of a row, with the number of rounds where that is not the
// one in the header.
func (r *result) label(x *row) string {
	switch n := len(x.costs); n {
	case r.rounds:
		return x.name
	case 1:
		return x.name + " (1 round)"
	default:
		return fmt.Sprintf("%s (%d rounds)", x.name, n)
	}
}

// beside is the wall time of a row as a ratio to another one, if there is that.
func (r *result) beside(x *row, name string) string {
	base := r.row(name)
	if base == nil {
		return ""
	}
	return fmt.Sprintf("%.2f", x.ratio(base, wall, wall))
}

// besideCheck compares a filter with what of buildctx only filters, too.
func (r *result) besideCheck(x *row) string {
	if x.against == "" || x.against == analyzeRow {
		return ""
	}
	return r.beside(x, x.against)
}

func wall(c cost) float64   { return c.wall }
func user(c cost) float64   { return c.user }
func system(c cost) float64 { return c.system }
func cpu(c cost) float64    { return c.user + c.system }

// peak is in megabytes.
func peak(c cost) float64 { return c.memory / 1024 }

// ratios are those of the rounds, from the least: a disturbance that lasts for
// a while concerns both sides of a round.
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

// ratio is the median of the ratios.
func (x *row) ratio(base *row, of, to func(cost) float64) float64 {
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

// middle is the median of sorted values, 0 without any.
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
