package main

import (
	"context"
	"path/filepath"

	"github.com/buildctx/buildctx/testdata/conformance/buildah"
	"github.com/buildctx/buildctx/testdata/conformance/product"
	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/verdict"
	"github.com/buildctx/buildctx/testdata/conformance/wire"
)

// buildah is that of Debian.
func (m machine) buildah(ctx context.Context) (subject, error) {
	d := m.debian()
	b, err := buildah.New(d)
	if err != nil {
		return subject{}, err
	}
	version, err := m.version(ctx, d.Env(), d.Program("buildah"), "--version")
	if err != nil {
		return subject{}, err
	}
	sheet := &verdict.Sheet{Builder: buildahName, Version: version, Exceptions: exceptions(buildahName)}
	return subject{sheet: sheet, check: buildahChecks{b, m.product(), m.Options.Update, "# recorded with buildah " + version}.check, stop: func() {}}, nil
}

// buildahChecks compares with Buildah, which transfers nothing. What it took shows in the image, and there only where
// that is the context under its own names.
type buildahChecks struct {
	builder *buildah.Builder
	product product.Program
	update  bool
	// versions is how its records begin. Those of newer versions, which Debian does not have, are left alone.
	versions string
}

func (c buildahChecks) check(ctx context.Context, t tree.Tree) ([]verdict.Check, error) {
	// As another user Buildah would do everything in a user namespace, with no more rights than root has outside.
	if !t.CopiesAll() || t.Nobody {
		return nil, nil
	}
	built, err := c.builder.Build(ctx, t)
	if err != nil {
		return nil, err
	}
	listing, err := c.product.List(ctx, t, "buildah", tree.Buildah)
	if err != nil {
		return nil, err
	}
	now := wire.FromImage(c.versions, built.Image, built.Status, built.Complaint)
	if built.Status != 0 {
		check := verdict.Same(verdict.Status, 1, listing.Status)
		if check.Diff != "" {
			check.Diff += built.Complaint
		}
		return c.record([]verdict.Check{check}, t, now)
	}
	return c.record([]verdict.Check{
		verdict.Same(verdict.Status, 0, listing.Status),
		verdict.Images(built.Image, listing.Entries),
	}, t, now)
}

// record compares with a record of this version, or writes it.
func (c buildahChecks) record(checks []verdict.Check, t tree.Tree, now *wire.Record) ([]verdict.Check, error) {
	files := []string{filepath.Join(t.Record, "buildah.txt"), filepath.Join(t.Record, "buildah-digest.txt")}
	then, err := wire.Read(files[0])
	if err != nil || then != nil && then.Versions != c.versions {
		return checks, err
	}
	// What is known to be of this version alone is not for the records.
	if _, differs := exceptions(buildahName)[t.Name]; differs {
		return checks, nil
	}
	check, err := compareRecord(now, files, c.update)
	return append(checks, check), err
}
