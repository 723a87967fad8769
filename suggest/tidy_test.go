package suggest

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/ignore"
)

// Comparing only rules that have something in common finds what comparing all
// of them finds.
func TestWider(t *testing.T) {
	line := rapid.SampledFrom([]string{
		"a", "a/b", "a/b/c", "**/a", "**/b", "**/a/b", "**/*.log", "x.log", "a/x.log", "*.log", "**/x*", "!a", "!a/b", "!**/x.log", "**", "**/**/a", "[", "a/*/b", "**/a/*.log",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(line).Draw(t, "lines"), "\n")
		f := ignore.Parse(".dockerignore", []byte(text))
		rules := inForce(f.Rules(ignore.BuildKit))
		idle := make(map[*ignore.Rule]bool)
		w := newWider(f, ignore.BuildKit, rules)
		for k, r := range rules {
			got, want := w.said(k, idle), naive(rules, k, idle)
			if got != want {
				t.Fatalf("line %d of\n%s\nis said by %v, want %v", k+1, text, got, want)
			}
			idle[r] = got != nil
		}
	})
}

// naive compares a rule with all others.
func naive(rules []*ignore.Rule, k int, idle map[*ignore.Rule]bool) *ignore.Rule {
	r := rules[k]
	fits := func(by *ignore.Rule) bool {
		return by.Err == nil && by.Negated == r.Negated && !idle[by] && by.Covers(r)
	}
	for _, by := range rules[k+1:] {
		if fits(by) && !r.Negated {
			return by
		}
	}
	for j := k - 1; j >= 0 && rules[j].Negated == r.Negated; j-- {
		if fits(rules[j]) {
			return rules[j]
		}
	}
	return nil
}

// Of lines that are tried together those are found without which the same is
// sent: of the two that keep b/x out one may go.
func TestTrialByHalves(t *testing.T) {
	lines := []string{"a", "b/*", "c", "b/x", "d"}
	in := place{files: []string{"a 1", "b/x 1", "c 1", "e 1"}, ignore: strings.Join(lines, "\n") + "\n"}.input(t)
	var all []idleRule
	for k, r := range in.Ignore.Rules(in.Builder) {
		all = append(all, idleRule{line: IdleLine{Line: k + 1, Text: r.Text}, rule: r})
	}
	tr := &trial{in: in, file: in.Ignore, want: in.Eligible, left: trials(in.Ignore)}
	var got []string
	for _, l := range tr.idle(all) {
		got = append(got, l.line.Text)
	}
	if want := "b/* d"; strings.Join(got, " ") != want {
		t.Errorf("idle are %q, want %q", got, want)
	}
}
