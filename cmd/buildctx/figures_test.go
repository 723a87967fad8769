package main_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// A sent is a transfer in the JSON report.
type sent struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind"`
	Follow   []string `json:"follow"`
	WireCold *int64   `json:"wire_cold"`
	WireWarm *int64   `json:"wire_warm"`
	Parts    []struct {
		WireCold int64  `json:"wire_cold"`
		WireWarm *int64 `json:"wire_warm"`
	} `json:"parts"`
	Unknown string `json:"unknown"`
}

// A figure is what a transfer costs, in the words of a record.
type figure struct {
	Name   string
	Follow string
	Total  string
}

// compareFigures holds the figures of the JSON report to those that the builder printed, transfer by transfer.
func (rec recorder) compareFigures(t *testing.T, tree tree, want *record, score *score) {
	t.Helper()
	if rec.name == "buildah" {
		return
	}
	args := append([]string{"analyze", "--format", "json", "--builder", rec.name}, tree.args(t, rec.args)...)
	var stdout, stderr bytes.Buffer
	run(args, &stdout, &stderr)
	var report struct {
		Transfers []sent `json:"transfers"`
	}
	if err := json.Unmarshal(stdout.Bytes(), &report); err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, stderr.String())
	}
	wanted := want.figures(rec)
	var got []figure
	for _, s := range report.Transfers {
		if s.WireCold == nil && want.exit != 0 {
			// What the builder does not get to has no figure, and what it does not get to the end of any one.
			wanted = slices.DeleteFunc(wanted, func(f figure) bool { return f.Name == s.Name && f.Follow == strings.Join(s.Follow, " ") })
			continue
		}
		f := figure{s.Name, strings.Join(s.Follow, " "), total(s.WireCold)}
		if strings.Contains(s.Unknown, "in either order") && strings.Contains(s.Unknown, want.figure) {
			f.Total = want.figure // one of two, at random
		}
		got = append(got, f)
		if !slices.Contains(want.entries, line{text: ".dockerfile.*"}) { // a file that the client adds is no part
			s.checkParts(t, rec.name)
		}
	}
	slices.SortFunc(got, figure.compare)
	slices.SortFunc(wanted, figure.compare)
	diff := gocmp.Diff(wanted, got)
	score.add("figures of "+rec.file, diff == "")
	if diff != "" {
		t.Errorf("%s: buildctx %s\nfigures (-recorded +reported)\n%s", rec.file, strings.Join(args, " "), diff)
	}
}

func (f figure) compare(g figure) int {
	return cmp.Or(cmp.Compare(f.Name, g.Name), cmp.Compare(f.Follow, g.Follow), cmp.Compare(f.Total, g.Total))
}

func total(n *int64) string {
	if n == nil {
		return "unknown"
	}
	return strconv.FormatInt(*n, 10)
}

// figures are those of a record.
func (r *record) figures(rec recorder) []figure {
	if rec.name != "buildkit" && r.refused() {
		return nil
	}
	if rec.name != "buildkit" {
		return []figure{{Name: "context", Total: r.figure}}
	}
	var out []figure
	for _, b := range r.transfers {
		follow := slices.Clone(b.follow)
		out = append(out, figure{b.name, strings.Join(follow, " "), fmt.Sprint(b.total)})
	}
	return out
}

// checkParts holds that the parts of a figure add up to it.
func (s sent) checkParts(t *testing.T, builder string) {
	t.Helper()
	if s.WireCold == nil {
		return
	}
	end := map[string]int64{"buildkit": 2, "classic": 1024}[builder]
	cold, warm := end, end
	for _, p := range s.Parts {
		cold += p.WireCold
		if p.WireWarm != nil {
			warm += *p.WireWarm
		}
	}
	if cold != *s.WireCold || s.WireWarm != nil && warm != *s.WireWarm {
		t.Errorf("the parts of %s %q add up to %d and %d, not to %s and %s", s.Name, s.Follow, cold, warm, total(s.WireCold), total(s.WireWarm))
	}
}
