package lint

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore/diag"
)

// TestMutes holds that a finding is silenced by every suppression that speaks of it, each of
// them asked alone, and by no other.
func TestMutes(t *testing.T) {
	rule, file := rapid.SampledFrom([]string{"r", "s"}), rapid.SampledFrom([]string{"f", "g"})
	rapid.Check(t, func(t *rapid.T) {
		var all []*suppression
		m := make(mutes)
		start := 0
		for k := range rapid.IntRange(0, 12).Draw(t, "suppressions") {
			s := &suppression{id: rule.Draw(t, "rule")}
			if kind := rapid.IntRange(0, 5).Draw(t, "kind"); kind > 0 {
				if kind > 2 {
					start = 10 * k // else it is above the same line as the one before
				}
				s.at.File = file.Draw(t, "file")
				s.below = &Span{s.at.File, start, start + 7}
				if kind == 1 {
					s.below = &Span{} // nothing is below
				}
			}
			all = append(all, s)
			m.add(s)
		}
		used := make(map[*suppression]bool)
		for k := range rapid.IntRange(0, 12).Draw(t, "findings") {
			d := diag.Diagnostic{Rule: rule.Draw(t, "of"), File: file.Draw(t, "in")}
			if rapid.Bool().Draw(t, "line") {
				d.Start = rapid.IntRange(0, 120).Draw(t, "start")
				d.End = d.Start + k + 1
			}
			want := false
			for _, s := range all {
				if speaks(s, d) {
					want, used[s] = true, true
				}
			}
			if got := m.silence(d); got != want {
				t.Errorf("%+v: silenced %v, want %v", d, got, want)
			}
		}
		for k, s := range all {
			if s.used() != used[s] {
				t.Errorf("number %d: used %v, want %v", k, s.used(), used[s])
			}
		}
	})
}

// speaks reports whether one suppression speaks of a finding.
func speaks(s *suppression, d diag.Diagnostic) bool {
	switch {
	case s.id != d.Rule:
		return false
	case s.below == nil:
		return true
	case d.End == 0:
		return d.File == s.at.File
	}
	return d.File == s.below.File && d.Start >= s.below.Start && d.Start < s.below.End
}
