package main

import (
	"fmt"
	"strings"
)

// A mark is what the time of a row must not exceed, as a ratio to that of
// another one.
type mark struct {
	row, base string
	wall, cpu float64
}

// marks are such that what is twice as slow as now is above them, and what a
// busy machine does is below. What is typical of -short is beside them.
func marks() []mark {
	return []mark{
		{scanRow, floorRow, 2.0, 2.0},      // 1.15, 1.15
		{attributeRow, floorRow, 2.1, 2.1}, // 1.22, 1.2
		{analyzeRow, floorRow, 2.3, 2.2},   // 1.35, 1.3
		{bareRow, floorRow, 3.2, 3.0},      // 1.85, 1.75
		{suggestRow, scanRow, 2.6, 2.6},    // 1.35, 1.35
		{lintRow, scanRow, 2.2, 2.2},       // 1.1, 1.1
		{checkRow, namesRow, 2.3, 2.3},     // 1.4, 1.35
		{checkRow, filterRow, 0.60, 0.85},  // 0.26, 0.48; both 0.45 where there is one processor to have
	}
}

// gate fails where buildctx is slower than it should be. Of the wall times the
// best round counts, because others may want the processors; the time of
// processors is judged by the median.
func gate(results []result) error {
	var failed []string
	judged := 0
	for _, r := range results {
		if r.corpus.name != "mono" || r.cold {
			continue
		}
		for _, m := range marks() {
			row, base := r.row(m.row), r.row(m.base)
			if row == nil || base == nil {
				return fmt.Errorf("the gate compares %s with %s; see above which of them did not run", m.row, m.base)
			}
			best, used := row.ratios(base, wall, wall)[0], row.ratio(base, cpu, cpu)
			judged += 2
			if best > m.wall {
				failed = append(failed, fmt.Sprintf("%s takes %.2f times as long as %s; at most %.2f is right", m.row, best, m.base, m.wall))
			}
			if used > m.cpu {
				failed = append(failed, fmt.Sprintf("%s takes %.2f times the CPU of %s; at most %.2f is right", m.row, used, m.base, m.cpu))
			}
		}
	}
	if judged == 0 {
		return fmt.Errorf("the gate is about mono: name it in -only, too")
	}
	if len(failed) > 0 {
		return fmt.Errorf("slower than it should be:\n  %s", strings.Join(failed, "\n  "))
	}
	fmt.Printf("\nThe gate: all %d marks kept.\n", judged)
	return nil
}
