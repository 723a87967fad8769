package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/docker/go-units"

	"github.com/buildctx/buildctx/testdata/conformance/classic"
	"github.com/buildctx/buildctx/testdata/conformance/product"
	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/verdict"
	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// classic is the newest client. The daemons that understand it cannot be had, so it talks to a server that builds
// nothing.
func (m machine) classic(context.Context) (subject, error) {
	client := classic.Client{Program: m.stored(m.Docker, "docker")}
	c := classicChecks{client, m.product(), m.Options.Update, "# recorded with docker " + m.Versions.Docker}
	sheet := &verdict.Sheet{Builder: classicName, Version: m.Versions.Docker, Exceptions: exceptions(classicName)}
	return subject{sheet: sheet, check: c.check, stop: func() {}}, nil
}

// classic20 is an old client and its daemon.
func (m machine) classic20(ctx context.Context) (subject, error) {
	d := m.debian()
	stop, err := classic.Start(ctx, d)
	if err != nil {
		return subject{}, err
	}
	version, err := m.version(ctx, d.Env(), d.Program("docker"), "--version")
	if err != nil {
		stop()
		return subject{}, err
	}
	c := classicChecks{client: classic.Client{Program: d.Program("docker"), Env: d.Env(), Daemon: classic.Dockerd}, product: m.product()}
	sheet := &verdict.Sheet{Builder: classic20Name, Version: version, Exceptions: exceptions(classic20Name)}
	return subject{sheet: sheet, check: c.check, stop: stop}, nil
}

// classicChecks compares with a classic client.
type classicChecks struct {
	client   classic.Client
	product  product.Program
	update   bool
	versions string // of what records; empty: nothing is recorded
}

func (c classicChecks) check(ctx context.Context, t tree.Tree) ([]verdict.Check, error) {
	built, err := c.client.Build(ctx, t)
	if err != nil {
		return nil, err
	}
	listing, err := c.product.List(ctx, t, "classic", tree.Docker)
	if err != nil {
		return nil, err
	}
	if built.Upload == nil {
		checks := []verdict.Check{verdict.Same(verdict.Status, min(built.Status, 1), listing.Status)}
		return c.record(checks, t, wire.FromUpload(c.versions, nil, 0, built.Status, built.Complaint))
	}
	analysis, err := c.product.Analyze(ctx, t, "classic", tree.Docker)
	if err != nil {
		return nil, err
	}
	checks := verdict.Lists(built.Upload.Entries, listing.Entries)
	if slices.ContainsFunc(built.Upload.Entries, func(e wire.Entry) bool { return e.Path == wire.Injected }) {
		checks = checks[:1] // What the client puts in comes out of turn, and not always in the same order.
	}
	// Nothing is kept from one build to the next.
	checks = append(checks, figure(verdict.Cold, built, analysis.Transfers, cold), figure(verdict.Warm, built, analysis.Transfers, warm))
	if checks[len(checks)-1].Unknown {
		return checks, nil // The record has one of several figures.
	}
	return c.record(checks, t, wire.FromUpload(c.versions, built.Upload.Entries, built.Upload.Size, built.Status, ""))
}

// record compares with the record, or writes it anew.
func (c classicChecks) record(checks []verdict.Check, t tree.Tree, now *wire.Record) ([]verdict.Check, error) {
	if c.versions == "" || t.Record == "" {
		return checks, nil
	}
	files := []string{filepath.Join(t.Record, "classic29.txt"), filepath.Join(t.Record, "classic29-digest.txt")}
	check, err := compareRecord(now, files, c.update)
	return append(checks, check), err
}

// figure compares the figure of the only transfer, in bytes, and what was printed of it.
func figure(aspect verdict.Aspect, built classic.Build, transfers []product.Transfer, figure pick) verdict.Check {
	if printed := units.HumanSize(float64(built.Upload.Size)); printed != built.Printed {
		return verdict.Check{Aspect: aspect, Diff: fmt.Sprintf("%d bytes arrived, but %s was printed", built.Upload.Size, built.Printed)}
	}
	if len(transfers) != 1 {
		return verdict.Check{Aspect: aspect, Diff: fmt.Sprintf("buildctx speaks of %d transfers", len(transfers))}
	}
	n := figure(transfers[0])
	if n == nil {
		return verdict.Check{
			Aspect: aspect, Unknown: true,
			Diff: fmt.Sprintf("printed %d, buildctx does not know: %s", built.Upload.Size, transfers[0].Unknown),
		}
	}
	return verdict.Same(aspect, built.Upload.Size, *n)
}
