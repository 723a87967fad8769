package main_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/dustin/go-humanize"
	"github.com/google/go-cmp/cmp"
)

// TestProjects proposes an ignore file for each project of testdata/project and holds the proposal to what the project
// says: in a fresh clone, and with all that lies about once people have worked there.
func TestProjects(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is missing, which says what is tracked")
	}
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	files, err := filepath.Glob("../../testdata/project/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no projects: %v", err)
	}
	rows := make([]string, len(files))
	t.Run("project", func(t *testing.T) {
		for i, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".txtar")
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				r := &trial{T: t, project: readProject(t, file), dir: t.TempDir(), failed: make(map[string]string)}
				first := r.run()
				rows[i] = fmt.Sprintf("%s\t%s\t%d\t%s\t%d\t%d\t%d\t", name, size(first.BeforeTotals), first.BeforeTotals.Files,
					size(first.AfterTotals), first.AfterTotals.Files, len(first.Added), len(r.gaps))
				r.judge(first)
			})
		}
	})
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "project\tbefore\tfiles\tafter\tfiles\tlines\tgaps\t")
	for _, row := range rows {
		if row != "" {
			fmt.Fprintln(w, row)
		}
	}
	w.Flush()
	t.Logf("\n%s", table.String())
}

// judge reports what does not hold and is no gap, and gaps that are none.
func (r *trial) judge(first *proposal) {
	defer func() {
		if r.Failed() {
			r.Logf("suggest --level review:\n%s", r.buildctx(1, "suggest", "--level", "review", "--ignore-file", r.file("before", []byte(first.Before))))
		}
	}()
	for _, key := range slices.Sorted(maps.Keys(r.failed)) {
		if !r.gaps[key] {
			r.Errorf("%s: %s", key, r.failed[key])
		}
	}
	for _, key := range slices.Sorted(maps.Keys(r.gaps)) {
		if r.failed[key] == "" {
			r.Errorf("%q holds by now; it is no gap", key)
		} else {
			r.Logf("known gap: %s: %s", key, r.failed[key])
		}
	}
}

// run goes through the life of a project and returns the proposal for it.
func (r *trial) run() *proposal {
	r.commit()
	r.fresh()
	r.write(r.T, r.dir, func(string) bool { return true })
	r.make(r.T, r.dir, false)
	first := r.propose()
	r.worked(first)
	if second := r.propose(); len(second.Added) > 0 {
		r.fail("again", "a second run proposes %v", second.patterns())
	}
	r.brings(first)
	return first
}

func size(c count) string { return humanize.Bytes(uint64(c.Bytes)) }

// fresh looks at a fresh clone: what is needed stays, and nothing that is tracked goes without a word.
func (r *trial) fresh() {
	p := r.propose()
	after := r.list(r.file("after", []byte(p.After)), false)
	before := r.list("", false)
	for _, d := range r.directives {
		for _, pattern := range d.paths {
			if lost := r.lost(pattern, before, after); d.verb == "needed" && lost != "" {
				r.fail("needed "+pattern, "in a fresh clone %s is no longer sent", lost)
			}
		}
	}
	r.unsaid(p)
}

// lost is a path that a pattern stands for and that is in the first list only.
func (r *trial) lost(pattern string, before, after map[string]bool) string {
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if covers(pattern, name) && !after[name] {
			return name
		}
	}
	return ""
}

// unsaid looks for tracked files that go without a word.
func (r *trial) unsaid(p *proposal) {
	after := r.list(r.file("after", []byte(p.After)), true)
	before := r.list("", true)
	for _, name := range r.tracked {
		if said := strings.Contains(fmt.Sprint(p.Added), "tracked by git"); before[name] && !after[name] && !said {
			r.fail("unsaid "+name, "it is tracked, is no longer sent, and nothing says so")
		}
	}
}

// worked looks at a directory in which people have worked: takes the proposal and compares.
func (r *trial) worked(p *proposal) {
	if !p.Proof.NeededKept || !p.Proof.ClaimedGone {
		r.fail("proof", "%+v", p.Proof)
	}
	r.unsaid(p)
	there, before := r.list("", true), r.list("", false)
	asked := r.list(r.file("reviewed", []byte(r.propose("--level", "review").After)), false)
	out := r.buildctx(0, "suggest", "--write")
	if !strings.Contains(out, ", verified") && !strings.HasPrefix(out, "nothing to propose") {
		r.fail("proof", "suggest --write says %q", out)
	}
	if len(p.Added) > 0 && string(r.read(p.File)) != p.After {
		r.Errorf("--write writes another file than --format json shows:\n%s\n%s", r.read(p.File), p.After)
	}
	after := r.list("", false)
	for _, d := range r.directives {
		for _, pattern := range d.paths {
			if d.verb == "litter" {
				r.compare(d.verb, pattern, there, after, asked)
			} else {
				r.compare(d.verb, pattern, before, after, asked)
			}
		}
	}
	if r.lines >= 0 && len(p.Added) > r.lines {
		r.fail("lines", "the proposal has %d lines, not %d: %v", len(p.Added), r.lines, p.patterns())
	}
	r.golden(p)
}

// compare holds a directive to what is sent before and after the proposal, and at level review.
func (r *trial) compare(verb, pattern string, before, after, asked map[string]bool) {
	key := verb + " " + pattern
	found := false
	for name := range before {
		if !covers(pattern, name) {
			continue
		}
		found = true
		switch {
		case verb == "litter" && after[name]:
			r.fail(key, "%s is still sent", name)
		case verb == "needed" && !after[name]:
			r.fail(key, "%s is no longer sent", name)
		case verb == "review" && !after[name]:
			r.fail(key, "%s goes at level safe", name)
		case verb == "review" && asked[name]:
			r.fail(key, "%s is not proposed at level review", name)
		}
	}
	if !found && pattern != ".git" {
		r.Errorf("%s: nothing of it is there, or sent, before", key)
	}
}

// golden compares the ignore file with the one that is expected.
func (r *trial) golden(p *proposal) {
	var got []byte
	if len(p.Added) > 0 {
		got = r.read(p.File)
	}
	if *update {
		r.rewrite(r.T, p.File, got)
	} else if diff := cmp.Diff(string(r.expected()), string(got)); diff != "" {
		r.Errorf("%s is not as expected; -update writes it (-want +got):\n%s", p.File, diff)
	}
}

// brings removes one line after the other: the next proposal has to bring its effect back.
func (r *trial) brings(p *proposal) {
	if len(p.Added) == 0 {
		return
	}
	whole := r.read(p.File)
	left := r.list("", true)
	lines := strings.SplitAfter(string(whole), "\n")
	for _, line := range p.Added {
		without := slices.Delete(slices.Clone(lines), line.Line-1, line.Line)
		writeFile(r.T, filepath.Join(r.dir, p.File), []byte(strings.Join(without, "")))
		r.buildctx(0, "suggest", "--write")
		if diff := cmp.Diff(left, r.list("", true)); diff != "" {
			r.fail("back "+line.Pattern, "the rules leave something else (-with the line +without it, after another proposal):\n%s", diff)
		}
	}
	writeFile(r.T, filepath.Join(r.dir, p.File), whole)
}
