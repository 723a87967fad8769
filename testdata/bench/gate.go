package main

import (
	"fmt"
	"strings"
)

// A mark is what a ratio must not exceed. What is typical is beside it: twice as
// slow is above every mark, and what a busy machine does is below.
type mark struct {
	row, base string
	wall, cpu float64
}

func marks() []mark {
	return []mark{
		{scanRow, floorRow, 1.8, 1.8},      // 1.15, 1.15
		{attributeRow, floorRow, 1.9, 1.9}, // 1.2, 1.2
		{analyzeRow, floorRow, 2.1, 2.1},   // 1.3, 1.3
		{bareRow, floorRow, 2.9, 2.7},      // 1.8, 1.7
		{checkRow, namesRow, 2.6, 2.6},     // 1.6, 1.6
		{checkRow, filterRow, 0.4, 0.5},    // 0.2, 0.25
	}
}

// gate fails where buildctx is slower than it should be. Of the wall times the
// best round counts, because others may want the processors; the time of
// processors is judged by the median.
func gate(results []result) error {
	var failed []string
	judged := 0
	for _, r := range results {
		if r.corpus.name != "mono" {
			continue
		}
		for _, m := range marks() {
			row, base := r.row(m.row), r.row(m.base)
			if row == nil || base == nil {
				return fmt.Errorf("the gate needs %s and %s", m.row, m.base)
			}
			best, used := row.ratios(base, wall, wall)[0], row.ratio(base, cpu, cpu)
			judged++
			if best > m.wall {
				failed = append(failed, fmt.Sprintf("%s takes %.2f times as long as %s, at most %.2f is right", m.row, best, m.base, m.wall))
			}
			if used > m.cpu {
				failed = append(failed, fmt.Sprintf("%s takes %.2f times the CPU of %s, at most %.2f is right", m.row, used, m.base, m.cpu))
			}
		}
	}
	if judged == 0 {
		return fmt.Errorf("the gate needs the corpus mono")
	}
	if len(failed) > 0 {
		return fmt.Errorf("slower than it should be:\n  %s", strings.Join(failed, "\n  "))
	}
	fmt.Printf("The gate: %d of %d marks kept.\n", 2*judged, 2*judged)
	return nil
}
