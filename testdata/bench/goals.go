package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
)

// A goal is a limit for one row: for the ratio of its time to that of another
// row of the same corpus.
type goal struct {
	corpus    string
	cold      bool
	row, base string
	measure   measure
	limit     float64
}

// A measure is one of the figures that a run costs.
type measure struct {
	name string
	of   func(cost) float64
}

// goals are what buildctx is meant to reach on corpora of full size.
func goals() []goal {
	wall, cpu := measure{"wall", wall}, measure{"CPU", cpu}
	return []goal{
		// Everything is read and attributed, also what is excluded.
		{"mono", false, scanRow, floorRow, wall, 1.15},
		{"mono", false, scanRow, floorRow, cpu, 1.15},
		{"mono", false, attributeRow, floorRow, wall, 1.15},
		{"mono", false, attributeRow, floorRow, cpu, 1.15},
		{"mono", false, analyzeRow, floorRow, wall, 1.15},
		{"mono", false, analyzeRow, floorRow, cpu, 1.15},
		{"million", false, scanRow, floorRow, wall, 1.15},
		{"million", false, scanRow, floorRow, cpu, 1.15},
		{"million", false, attributeRow, floorRow, wall, 1.15},
		{"million", false, attributeRow, floorRow, cpu, 1.15},
		{"million", false, analyzeRow, floorRow, wall, 1.15},
		{"million", false, analyzeRow, floorRow, cpu, 1.15},
		{"mono", false, analyzeRow, "du", wall, 0.55},
		{"mono", false, analyzeRow, "du", cpu, 1},
		{"mono", false, analyzeRow, "gdu", wall, 0.45},
		{"mono", false, analyzeRow, fdRow, wall, 0.75},
		{"mono", false, analyzeRow, rgRow, wall, 0.75},
		{"mono", false, analyzeRow, filterRow, wall, 0.45},
		// Planning and proving take less than the walk.
		{"mono", false, suggestRow, scanRow, wall, 2},
		{"million", false, suggestRow, scanRow, wall, 2},
		// Lint costs little beyond the walk.
		{"mono", false, lintRow, scanRow, wall, 1.5},
		// Only what is sent.
		{"mono", false, checkRow, namesRow, wall, 1.25},
		{"mono", false, checkRow, filterRow, wall, 1. / 5},
		{"mono", false, plainRow, filterPlain, wall, 1. / 15},
		{"flat", false, checkRow, filterRow, wall, 1. / 12},
		{"deep", false, checkRow, filterRow, wall, 1. / 100},
		// The disk.
		{"mono", true, analyzeRow, "du", wall, 0.45},
		{"mono", true, analyzeRow, "gdu", wall, 0.45},
	}
}

// printGoals says which goals are met. Those whose rows were not measured are
// left out.
func printGoals(w io.Writer, results []result, start *started) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	line := func(where, row, what string, limit, is float64) {
		verdict := "met"
		if is > limit {
			verdict = "missed"
		}
		fmt.Fprintf(t, "%s\t%s: %s\t%s\tat most %.3g\t%.3g\n", verdict, where, row, what, limit, is)
	}
	for _, g := range goals() {
		i := slices.IndexFunc(results, func(r result) bool { return r.corpus.name == g.corpus && r.cold == g.cold })
		if i < 0 {
			continue
		}
		row, base := results[i].row(g.row), results[i].row(g.base)
		if row == nil || base == nil {
			continue
		}
		where := g.corpus
		if g.cold {
			where += " from the disk"
		}
		line(where, g.row, g.measure.name+" of "+g.base, g.limit, row.ratio(base, g.measure.of, g.measure.of))
	}
	for _, r := range results {
		if r.cold {
			continue
		}
		for i := range r.rows { // faster than everybody
			x := &r.rows[i]
			if ours := r.row(x.against); ours != nil {
				line(r.corpus.name, ours.name, "wall of "+x.name, 1, ours.ratio(x, wall, wall))
			}
		}
		line(r.corpus.name, "Tree", "bytes an entry", 64, start.tree[r.corpus.name])
		if plain := r.row(plainRow); r.corpus.name == "million" && plain != nil {
			line(r.corpus.name, plainRow, "MB at the peak", 32, plain.median(peak))
		}
	}
	line("start", versionRow, "ms", 5, start.row(versionRow).median(wall)/1e6)
	line("start", smallCheckRow, "ms of CPU", 15, start.row(smallCheckRow).median(cpu)/1e6)
	line("start", "buildctx", "MB, stripped", 12, start.binary)
	return t.Flush()
}
