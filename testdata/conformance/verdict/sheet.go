package verdict

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// A Sheet counts for one builder.
type Sheet struct {
	Builder, Version string
	NotRun           string               // why it was not run at all; empty if it was
	Exceptions       map[string]Exception // by tree

	mu       sync.Mutex
	trees    int
	excepted int
	stale    []string
	skipped  []string // trees that cannot be made here, or that could not be run, with the reason
	failed   []string
	agree    map[Aspect]int
	total    map[Aspect]int
	reports  []string
}

// Add counts the checks of one tree.
func (s *Sheet) Add(tree string, checks []Check) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.total == nil {
		s.agree, s.total = make(map[Aspect]int), make(map[Aspect]int)
	}
	s.trees++
	exception, known := s.Exceptions[tree]
	excepted, failed := false, false
	for _, c := range checks {
		if c.Diff != "" && known && exception.covers(c) {
			excepted = true
			continue
		}
		s.total[c.Aspect]++
		if c.Diff == "" {
			s.agree[c.Aspect]++
			continue
		}
		failed = true
		s.reports = append(s.reports, fmt.Sprintf("%s: %s: %s (-%s +buildctx)\n%s", s.Builder, tree, c.Aspect, other(c.Aspect, s.Builder), indent(c.Diff)))
	}
	if excepted {
		s.excepted++
	}
	if failed {
		s.failed = append(s.failed, tree)
	}
	if known && !excepted {
		s.stale = append(s.stale, fmt.Sprintf("%s: %s (%s)", s.Builder, tree, exception.Reason))
	}
}

// other is who is compared.
func other(a Aspect, builder string) string {
	if a == Record {
		return "record +" + builder + ", not"
	}
	return builder
}

// Skip counts a tree that this machine cannot have or a build that did not work out.
func (s *Sheet) Skip(tree, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.skipped = append(s.skipped, fmt.Sprintf("%s: %s: not run: %s", s.Builder, tree, reason))
}

// OK reports whether everything agrees.
func (s *Sheet) OK() bool { return len(s.failed) == 0 && len(s.stale) == 0 }

// Print writes the differences of all sheets, the table, and a last line for programs.
func Print(w io.Writer, sheets []*Sheet) error {
	var b strings.Builder
	for _, s := range sheets {
		slices.Sort(s.reports)
		for _, line := range slices.Concat(s.reports, s.skipped) {
			fmt.Fprintf(&b, "%s\n", line)
		}
		for _, line := range s.stale {
			fmt.Fprintf(&b, "%s: the exception is none any more: take it off the list\n", line)
		}
	}
	fmt.Fprintf(&b, "\n%-9s %-10s %6s", "builder", "version", "trees")
	for _, a := range Aspects() {
		fmt.Fprintf(&b, " %9s", a)
	}
	fmt.Fprintf(&b, " %9s %8s\n", "excepted", "not run")
	summary := map[string]int{}
	for _, s := range sheets {
		b.WriteString(s.row())
		summary["trees"] += s.trees
		summary["differ"] += len(s.failed)
		summary["stale"] += len(s.stale)
		summary["excepted"] += s.excepted
		summary["notrun"] += len(s.skipped)
		if s.NotRun != "" {
			summary["buildersnotrun"]++
		}
	}
	b.WriteString("conformance:")
	for _, key := range slices.Sorted(maps.Keys(summary)) {
		fmt.Fprintf(&b, " %s=%d", key, summary[key])
	}
	_, err := fmt.Fprintln(w, b.String())
	return err
}

func (s *Sheet) row() string {
	if s.NotRun != "" {
		return fmt.Sprintf("%-9s not run: %s\n", s.Builder, s.NotRun)
	}
	row := fmt.Sprintf("%-9s %-10s %6d", s.Builder, s.Version, s.trees)
	for _, a := range Aspects() {
		cell := "-"
		if s.total[a] > 0 {
			cell = fmt.Sprintf("%d/%d", s.agree[a], s.total[a])
		}
		row += fmt.Sprintf(" %9s", cell)
	}
	return row + fmt.Sprintf(" %9d %8d\n", s.excepted, len(s.skipped))
}

func indent(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ")
}
