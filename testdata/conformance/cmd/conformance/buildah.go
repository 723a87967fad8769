package main

import (
	"context"

	"github.com/buildctx/buildctx/testdata/conformance/buildah"
	"github.com/buildctx/buildctx/testdata/conformance/product"
	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/verdict"
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
	return subject{sheet: sheet, check: buildahChecks{b, m.product()}.check, stop: func() {}}, nil
}

// buildahChecks compares with Buildah, which transfers nothing. What it took shows in the image, and there only where
// that is the context under its own names.
type buildahChecks struct {
	builder *buildah.Builder
	product product.Program
}

func (c buildahChecks) check(ctx context.Context, t tree.Tree) ([]verdict.Check, error) {
	if !t.CopiesAll() {
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
	if built.Status != 0 {
		check := verdict.Same(verdict.Status, 1, listing.Status)
		if check.Diff != "" {
			check.Diff += built.Complaint
		}
		return []verdict.Check{check}, nil
	}
	return []verdict.Check{
		verdict.Same(verdict.Status, 0, listing.Status),
		verdict.Names(verdict.Image, built.Image, listing.Entries),
	}, nil
}
