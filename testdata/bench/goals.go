package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// A goal is a limit for one row as a ratio to another one.
type goal struct {
	corpus, row, base string
	of                func(cost) float64
	what              string // of the cost
	limit             float64
}

// goals are what buildctx is meant to reach.
func goals() []goal {
	var out []goal
	add := func(corpus, row, base string, limit float64) {
		out = append(out, goal{corpus, row, base, wall, "wall", limit})
	}
	both := func(corpus, row, base string, limit float64) {
		add(corpus, row, base, limit)
		out = append(out, goal{corpus, row, base, cpu, "CPU", limit})
	}
	for _, corpus := range []string{"mono", "million"} {
		both(corpus, scanRow, floorRow, 1.15)
		both(corpus, attributeRow, floorRow, 1.15)
		both(corpus, analyzeRow, floorRow, 1.15)
	}
	add("mono", analyzeRow, "du", 0.55)
	out = append(out, goal{"mono", analyzeRow, "du", cpu, "CPU", 1})
	add("mono", analyzeRow, "gdu", 0.45)
	add("mono", analyzeRow, "fd, names only", 0.75)
	add("mono", analyzeRow, "rg, names only", 0.75)
	add("mono", analyzeRow, filterRow, 0.45)
	add("mono", checkRow, namesRow, 1.25)
	add("mono", checkRow, filterRow, 1./5)
	add("mono", plainRow, filterPlain, 1./15)
	add("flat", checkRow, filterRow, 1./12)
	add("deep", checkRow, filterRow, 1./100)
	return out
}

// printGoals says which goals are met.
func printGoals(w io.Writer, results []result, start *started) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	verdict := func(met bool) string {
		if met {
			return "met"
		}
		return "missed"
	}
	for _, g := range goals() {
		i := slices.IndexFunc(results, func(r result) bool { return r.corpus.name == g.corpus })
		if i < 0 {
			continue
		}
		row, base := results[i].row(g.row), results[i].row(g.base)
		if row == nil || base == nil {
			continue
		}
		ratio := row.ratio(base, g.of, g.of)
		fmt.Fprintf(t, "%s\t%s: %s\t%s of %s\tat most %.3g\t%.3g\n", verdict(ratio <= g.limit), g.corpus, g.row, g.what, g.base, g.limit, ratio)
	}
	for _, r := range results {
		for i := range r.rows {
			x := &r.rows[i]
			if ours := r.row(x.against); ours != nil {
				ratio := ours.ratio(x, wall, wall)
				fmt.Fprintf(t, "%s\t%s: %s\twall of %s\tat most 1\t%.3g\n", verdict(ratio <= 1), r.corpus.name, ours.name, x.name, ratio)
			}
		}
		fmt.Fprintf(t, "%s\t%s: Tree\tbytes an entry\tat most 64\t%.3g\n", verdict(start.tree[r.corpus.name] <= 64), r.corpus.name, start.tree[r.corpus.name])
		if plain := r.row(plainRow); r.corpus.name == "million" && plain != nil {
			memory := plain.median(func(c cost) float64 { return c.memory }) / 1024
			fmt.Fprintf(t, "%s\t%s: %s\tMB at the peak\tat most 32\t%.3g\n", verdict(memory <= 32), r.corpus.name, plainRow, memory)
		}
	}
	version, check := start.row(versionRow).median(wall)/1e6, start.row(smallCheckRow).median(cpu)/1e6
	fmt.Fprintf(t, "%s\tstart: %s\tms\tat most 5\t%.3g\n", verdict(version <= 5), versionRow, version)
	fmt.Fprintf(t, "%s\tstart: %s\tms of CPU\tat most 15\t%.3g\n", verdict(check <= 15), smallCheckRow, check)
	fmt.Fprintf(t, "%s\tbuildctx\tMB, stripped\tat most 12\t%.3g\n", verdict(start.binary <= 12), start.binary)
	return t.Flush()
}
