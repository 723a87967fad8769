package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/buildctx/buildctx/testdata/conformance/buildkit"
	"github.com/buildctx/buildctx/testdata/conformance/product"
	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/verdict"
	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// buildkit starts BuildKit.
func (m machine) buildkit(ctx context.Context) (subject, error) {
	b, err := buildkit.Start(ctx, buildkit.Programs{
		Buildkitd: m.stored(m.Buildkitd, "buildkitd"), Buildx: m.stored(m.Buildx, "buildx"), Wirespy: m.own("wirespy"), Debian: m.debian(),
	})
	if err != nil {
		return subject{}, err
	}
	c := buildkitChecks{b, m.product(), m.Options.Update, "# recorded with BuildKit " + m.Versions.BuildKit + ", buildx " + m.Versions.Buildx}
	sheet := &verdict.Sheet{Builder: buildkitName, Version: m.Versions.BuildKit, Exceptions: exceptions(buildkitName)}
	large := func(ctx context.Context) (*verdict.Sheet, error) { return m.compareModules(ctx, b) }
	return subject{sheet: sheet, check: c.check, large: large, stop: b.Stop}, nil
}

// buildkitChecks compares with BuildKit.
type buildkitChecks struct {
	builder  *buildkit.Builder
	product  product.Program
	update   bool
	versions string
}

// check builds a tree twice with buildx and once with the recording client.
func (c buildkitChecks) check(ctx context.Context, t tree.Tree) ([]verdict.Check, error) {
	first, second, err := c.builder.Twice(ctx, t, t.CopiesAll())
	if err != nil {
		return nil, err
	}
	transfers, err := c.builder.Spy(ctx, t)
	if err != nil {
		return nil, err
	}
	listing, err := c.product.List(ctx, t, "buildkit", tree.Buildx)
	if err != nil {
		return nil, err
	}
	analysis, err := c.product.Analyze(ctx, t, "buildkit", tree.Buildx)
	if err != nil {
		return nil, err
	}
	checks := []verdict.Check{verdict.Same(verdict.Status, min(first.Status, 1), listing.Status)}
	// A context that was refused has no list; what buildctx lists is what would have been sent.
	if first.Status == 0 || transferred(transfers) {
		checks = append(checks, verdict.Lists(received(transfers), listing.Entries)...)
	}
	rebuilt, err := c.rebuilt(ctx, t, second, analysis.Transfers)
	if err != nil {
		return nil, err
	}
	checks = append(checks, figures(verdict.Cold, first, analysis.Transfers, cold), rebuilt)
	if t.CopiesAll() && first.Status == 0 {
		checks = append(checks, verdict.Images(first.Image, listing.Entries))
	}
	if t.Record != "" {
		check, err := c.record(t, first, transfers)
		if err != nil {
			return nil, err
		}
		checks = append(checks, check)
	}
	return checks, nil
}

// rebuilt compares what the second build received. The daemon lets go of its copy of a directory some time after a build
// has ended, and a build that comes before that receives everything once more (source/local/source.go, snapshot: "not
// reusing ref"): where the two differ, two builds are made again under another name, and those count. A directory of this
// machine is not renamed.
func (c buildkitChecks) rebuilt(ctx context.Context, t tree.Tree, second buildkit.Build, transfers []product.Transfer) (verdict.Check, error) {
	check := figures(verdict.Warm, second, transfers, warm)
	if check.Diff == "" || check.Unknown || t.Record == "" {
		return check, nil
	}
	again, restore, err := t.Renamed(t.Name + "-again")
	if err != nil {
		return check, err
	}
	_, second, err = c.builder.Twice(ctx, again, false)
	return figures(verdict.Warm, second, transfers, warm), errors.Join(err, restore())
}

// record compares with the record, or writes it anew.
func (c buildkitChecks) record(t tree.Tree, built buildkit.Build, transfers []wire.Transfer) (verdict.Check, error) {
	// The recording client is to be no other than buildx.
	var spied []string
	for _, t := range transfers {
		spied = append(spied, fmt.Sprint(t.Total))
	}
	var seen []string
	for _, f := range built.Figures {
		seen = append(seen, fmt.Sprint(f.Bytes))
	}
	slices.Sort(spied)
	slices.Sort(seen)
	if built.Status == 0 && !slices.Equal(spied, seen) {
		return verdict.Check{Aspect: verdict.Record, Diff: fmt.Sprintf("buildx printed %v, the recording client sent %v", seen, spied)}, nil
	}
	now := wire.FromTransfers(c.versions, transfers, built.Status, built.Complaint)
	return compareRecord(now, []string{filepath.Join(t.Record, "wire.txt"), filepath.Join(t.Record, "wire-digest.txt")}, c.update)
}

// compareRecord compares with the one of these files that is there. The second one has digests of long lists.
func compareRecord(now *wire.Record, files []string, update bool) (verdict.Check, error) {
	file, digested := files[0], now.Digested()
	if digested.String() != now.String() {
		file, now = files[1], digested
	}
	then, err := wire.Read(file)
	if err != nil {
		return verdict.Check{}, err
	}
	difference := "there is no " + filepath.Base(file) + "; -update writes it"
	if then != nil {
		difference = then.Diff(now)
	}
	if difference == "" || !update {
		return verdict.Check{Aspect: verdict.Record, Diff: difference}, nil
	}
	return verdict.Check{Aspect: verdict.Record}, now.Write(file)
}

// received are the entries of the main context. A build for several platforms may ask for it more than once; what
// buildctx lists is then all that is sent at least once.
func received(transfers []wire.Transfer) []wire.Entry {
	var lists [][]wire.Entry
	for _, t := range transfers {
		if t.IsMain() {
			lists = append(lists, t.Entries)
		}
	}
	if len(lists) == 1 {
		return lists[0]
	}
	entries := slices.Concat(lists...)
	slices.SortStableFunc(entries, func(a, b wire.Entry) int {
		return slices.Compare(strings.Split(a.Path, "/"), strings.Split(b.Path, "/"))
	})
	return slices.CompactFunc(entries, func(a, b wire.Entry) bool { return a.Path == b.Path })
}

// transferred reports whether a transfer of the main context came to its end, which weighs two bytes by itself.
func transferred(transfers []wire.Transfer) bool {
	return slices.ContainsFunc(transfers, func(t wire.Transfer) bool { return t.IsMain() && t.Total >= 2 && !t.Failed })
}
