package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"

	"github.com/buildctx/buildctx/testdata/conformance/install"
	"github.com/buildctx/buildctx/testdata/conformance/product"
	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
	"github.com/buildctx/buildctx/testdata/conformance/tree"
	"github.com/buildctx/buildctx/testdata/conformance/verdict"
)

// A subject is a builder that runs: it builds a tree and compares.
type subject struct {
	sheet *verdict.Sheet
	check func(context.Context, tree.Tree) ([]verdict.Check, error)
	large func(context.Context) (*verdict.Sheet, error) // compares large directories too; nil for most
	stop  func()
}

// inside is the run in the sandbox.
func inside(ctx context.Context, told string) error {
	var m machine
	if err := json.Unmarshal([]byte(told), &m); err != nil {
		return err
	}
	if err := sandbox.Prepare(filepath.Join(m.Dir, "run"), filepath.Join(m.Dir, "builders")); err != nil {
		return m.Options.report(m.Options.noneRun(err))
	}
	defer sandbox.Clean()
	subjects, sheets := m.start(ctx)
	defer func() {
		for _, s := range subjects {
			s.stop()
		}
	}()
	if err := m.trees(ctx, subjects); err != nil {
		return err
	}
	for _, s := range subjects {
		if s.large == nil || len(m.Modules) == 0 {
			continue
		}
		sheet, err := s.large(ctx)
		if err != nil {
			return err
		}
		sheets = append(sheets, sheet)
	}
	if slices.ContainsFunc(subjects, func(s subject) bool { return s.sheet.Builder == buildkitName }) {
		for _, ask := range []func(context.Context) (*verdict.Sheet, error){m.verify, m.projects} {
			sheet, err := ask(ctx)
			if err != nil {
				return err
			}
			sheets = append(sheets, sheet)
		}
	}
	return m.Options.report(sheets)
}

// start starts the builders. The sheet of one that cannot be started says why.
func (m machine) start(ctx context.Context) (subjects []subject, sheets []*verdict.Sheet) {
	starters := map[string]func(context.Context) (subject, error){
		buildkitName: m.buildkit, classicName: m.classic, classic20Name: m.classic20, buildahName: m.buildah,
	}
	for _, name := range allBuilders() {
		if !slices.Contains(m.Options.Builders, name) {
			continue
		}
		if reason := m.Missing[name]; reason != "" {
			sheets = append(sheets, &verdict.Sheet{Builder: name, NotRun: reason})
			continue
		}
		s, err := starters[name](ctx)
		if err != nil {
			sheets = append(sheets, &verdict.Sheet{Builder: name, NotRun: err.Error()})
			continue
		}
		subjects, sheets = append(subjects, s), append(sheets, s.sheet)
	}
	return subjects, sheets
}

// trees makes every tree and has every builder build it.
func (m machine) trees(ctx context.Context, subjects []subject) error {
	maker := tree.Maker{Folder: m.Folder, Mknode: m.own("mknode")}
	names, err := maker.Names()
	if err != nil {
		return err
	}
	wanted, err := regexp.Compile(m.Options.Run)
	if err != nil {
		return fmt.Errorf("-run: %w", err)
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !wanted.MatchString(name) })
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan string)
	var workers sync.WaitGroup
	for range m.Options.Parallel {
		workers.Go(func() {
			for name := range queue {
				if err := one(ctx, maker, name, subjects); err != nil {
					cancel(err)
				}
			}
		})
	}
	for i, name := range names {
		if ctx.Err() != nil {
			break
		}
		if i > 0 && i%50 == 0 {
			fmt.Fprintf(os.Stderr, "conformance: %d of %d trees\n", i, len(names))
		}
		queue <- name
	}
	close(queue)
	workers.Wait()
	return context.Cause(ctx)
}

// one makes one tree and has every builder build it.
func one(ctx context.Context, maker tree.Maker, name string, subjects []subject) error {
	if ctx.Err() != nil {
		return nil
	}
	t, err := maker.Make(ctx, name, sandbox.Run+"/trees")
	if impossible := (tree.ImpossibleError{}); errors.As(err, &impossible) {
		for _, s := range subjects {
			s.sheet.Skip(name, impossible.Reason)
		}
		return nil
	}
	if err != nil {
		return err
	}
	defer t.Remove()
	for _, s := range subjects {
		checks, err := s.check(ctx, t)
		if err != nil {
			return err
		}
		if checks != nil {
			s.sheet.Add(name, checks)
		}
	}
	return nil
}

// own is the file of a program of this repository.
func (m machine) own(program string) string { return m.stored(m.Own, program) }

// stored is a file in the store, as the sandbox shows it.
func (m machine) stored(dir, program string) string {
	return filepath.Join(sandbox.Builders, filepath.Base(dir), program)
}

// version is the version that a program calls itself.
func (m machine) version(ctx context.Context, env []string, program string, args ...string) (string, error) {
	answer, err := sandbox.Client{Env: env}.Run(ctx, program, args...)
	if err != nil {
		return "", err
	}
	found := regexp.MustCompile(`[0-9]+\.[0-9]+\.[0-9]+`).Find(answer.Stdout)
	if found == nil {
		return "", fmt.Errorf("%s does not say its version: %s", program, answer.Stderr)
	}
	return string(found), nil
}

func (m machine) product() product.Program { return product.Program(m.own("buildctx")) }

func (m machine) debian() install.Debian { return install.Debian{Root: m.stored(m.Debian, "")} }
