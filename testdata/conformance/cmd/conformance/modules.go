package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/buildctx/buildctx/testdata/conformance/buildkit"
	"github.com/buildctx/buildctx/testdata/conformance/install"
	"github.com/buildctx/buildctx/testdata/conformance/product"
	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/verdict"
)

// A module is a large directory, to be built as a whole.
type module struct{ Name, Dir string }

// toolsVersion is that of golang.org/x/tools which the go.mod of the product names too.
const toolsVersion = "v0.52.0"

// modules are this repository, as it was last committed, and some of the module cache.
func modules(ctx context.Context, dir, repository string, versions install.Versions) ([]module, error) {
	checkout := filepath.Join(dir, "checkout")
	if err := os.RemoveAll(checkout); err != nil {
		return nil, err
	}
	if err := install.Checkout(ctx, repository, checkout); err != nil {
		return nil, err
	}
	list := []module{{"buildctx", checkout}}
	for _, name := range []string{
		"github.com/moby/buildkit@" + versions.BuildKit,
		"github.com/docker/cli@v" + versions.Docker + "+incompatible",
		"golang.org/x/tools@" + toolsVersion,
	} {
		dir, err := install.Module(ctx, name)
		if err != nil {
			return nil, err
		}
		list = append(list, module{name, dir})
	}
	return list, nil
}

// compareModules builds the large directories where they are, with a Dockerfile from elsewhere, prints the figures, and
// counts them on a sheet of their own.
func (m machine) compareModules(ctx context.Context, b *buildkit.Builder) (*verdict.Sheet, error) {
	sheet := &verdict.Sheet{Builder: "modules", Version: m.Versions.BuildKit}
	dir := filepath.Join(sandbox.Run, "dockerfile")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "Dockerfile")
	if err := os.WriteFile(file, []byte(tree.CopyAll), 0o644); err != nil {
		return nil, err
	}
	for _, module := range m.Modules {
		t := tree.Whole(module.Name, module.Dir, file)
		checks, err := buildkitChecks{builder: b, product: m.product()}.check(ctx, t)
		if err != nil {
			return nil, err
		}
		sheet.Add(t.Name, checks)
		analysis, err := m.product().Analyze(ctx, t, "buildkit", tree.Buildx)
		if err != nil {
			return nil, err
		}
		for _, transfer := range analysis.Transfers {
			if transfer.Kind == product.MainContext && transfer.WireCold != nil && transfer.WireWarm != nil {
				fmt.Printf("%-45s cold %12d  warm %10d bytes\n", t.Name, *transfer.WireCold, *transfer.WireWarm)
			}
		}
	}
	return sheet, nil
}
