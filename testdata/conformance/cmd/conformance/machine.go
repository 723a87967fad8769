package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/buildctx/buildctx/testdata/conformance/install"
)

// The builders.
const (
	buildkitName  = "buildkit"
	classicName   = "classic"
	classic20Name = "classic20"
	buildahName   = "buildah"
)

func allBuilders() []string { return []string{buildkitName, classicName, classic20Name, buildahName} }

// A machine is what is ready when the sandbox is entered.
type machine struct {
	Options  options
	Versions install.Versions
	Dir      string // everything of this module's runs
	Folder   string // testdata/builder
	// Names of directories in the store, as they are seen in the sandbox.
	Own, Buildkitd, Buildx, Docker, Debian string
	Go                                     []string          // environment in which the Go command needs no network
	Missing                                map[string]string // builder: why it cannot be had
	Modules                                []module
}

// prepare gets the builders. One that cannot be had is missing; without buildctx there is nothing to compare.
func prepare(ctx context.Context, o options, versions install.Versions) (machine, error) {
	m := machine{Options: o, Versions: versions, Missing: make(map[string]string)}
	var err error
	if m.Folder, err = filepath.Abs("../builder"); err != nil {
		return m, err
	}
	if m.Dir, err = filepath.Abs(o.Dir); err != nil {
		return m, err
	}
	store, err := install.NewStore(filepath.Join(m.Dir, "builders"))
	if err != nil {
		return m, err
	}
	// The trees hold files with the names of Go's that are not; a module of its own keeps the Go command out.
	if err := os.WriteFile(filepath.Join(m.Dir, "go.mod"), []byte("module none\n"), 0o644); err != nil {
		return m, err
	}
	repository, err := filepath.Abs("../..")
	if err != nil {
		return m, err
	}
	if m.Own, err = store.Own(ctx, install.Program{Module: ".", Package: "./cmd/wirespy"},
		install.Program{Module: repository, Package: "./cmd/buildctx"},
		install.Program{Module: repository, Package: "./testdata/builder/mknode"}); err != nil {
		return m, err
	}
	if m.Go, err = store.OwnTest(ctx, install.Program{Module: repository, Package: "./cmd/buildctx"}); err != nil {
		return m, err
	}
	get := func(dir *string, get func() (string, error), builders ...string) {
		var err error
		if *dir, err = get(); err != nil {
			for _, b := range builders {
				m.Missing[b] = err.Error()
			}
		}
	}
	get(&m.Debian, func() (string, error) { d, err := store.Debian(ctx); return d.Root, err }, buildkitName, classic20Name, buildahName)
	get(&m.Buildkitd, func() (string, error) { return store.BuildKit(ctx, versions.BuildKit) }, buildkitName)
	get(&m.Buildx, func() (string, error) { return store.Buildx(ctx, versions.Buildx) }, buildkitName)
	get(&m.Docker, func() (string, error) { return store.Docker(ctx, versions.Docker) }, classicName)
	if ctx.Err() != nil {
		return m, ctx.Err()
	}
	if o.Modules {
		m.Modules, err = modules(ctx, m.Dir, repository, versions)
	}
	return m, err
}
