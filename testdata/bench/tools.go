package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A bencher has the programs to be measured. A name is empty for one that there
// is not.
type bencher struct {
	tools                         string // directory of its own
	runner, floor, self           string
	buildctx, filterwalk, tarwalk string
	du, find, gdu, ncdu, fd, rg   string
	rules                         map[string]string  // ignore files by name
	trees                         map[string]float64 // bytes an entry, by corpus
}

// prepare builds what can be built and looks for the rest, and says what is
// missing.
func prepare(ctx context.Context, tools string, fetch bool) (*bencher, error) {
	here, err := filepath.Abs(filepath.Join("testdata", "bench"))
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(here, "c", "floor.c")); err != nil {
		return nil, fmt.Errorf("run this in the root of the repository: %w", err)
	}
	if _, err := exec.LookPath("gcc"); err != nil || runtime.GOOS != "linux" {
		return nil, errors.New("the floor that all is compared with is a C program for Linux: run this on Linux with gcc in the PATH")
	}
	b := &bencher{tools: tools, trees: map[string]float64{}, rules: map[string]string{noRules: filepath.Join(tools, "norules")}}
	if err := os.WriteFile(b.rules[noRules], nil, 0o644); err != nil {
		return nil, err
	}
	for _, name := range []string{"10", "40", "40-plain", "200"} {
		b.rules[name] = filepath.Join(here, "ignorefiles", name)
	}
	if b.self, err = os.Executable(); err != nil {
		return nil, err
	}
	for source, program := range map[string]*string{"measure": &b.runner, "floor": &b.floor} {
		*program = filepath.Join(tools, source)
		if err := command(ctx, filepath.Join(here, "c"), "gcc", "-O2", "-pthread", "-o", *program, source+".c"); err != nil {
			return nil, err
		}
	}
	b.buildctx = filepath.Join(tools, "buildctx")
	if err := command(ctx, filepath.Join(here, "../.."), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", b.buildctx, "./cmd/buildctx"); err != nil {
		return nil, err
	}
	for main, program := range map[string]*string{"./cmd/filterwalk": &b.filterwalk, "./cmd/tarwalk": &b.tarwalk} {
		out := filepath.Join(tools, filepath.Base(main))
		if err := command(ctx, filepath.Join(here, "../oracle"), "go", "build", "-ldflags=-s -w", "-o", out, main); err != nil {
			if ctx.Err() != nil {
				return nil, err
			}
			fmt.Fprintln(os.Stderr, "bench: without", main+":", err)
			continue
		}
		*program = out
	}
	return b, b.findPeers(ctx, fetch)
}

// findPeers looks for the programs that others use.
func (b *bencher) findPeers(ctx context.Context, fetch bool) error {
	peers := []struct {
		program *string
		names   []string
		deb     string
	}{
		{&b.du, []string{"du"}, ""},
		{&b.find, []string{"find"}, ""},
		{&b.gdu, []string{"gdu"}, "gdu"},
		{&b.ncdu, []string{"ncdu"}, "ncdu"},
		{&b.fd, []string{"fdfind", "fd"}, "fd-find"},
		{&b.rg, []string{"rg"}, "ripgrep"},
	}
	look := func() (missing, debs []string) {
		for _, p := range peers {
			for _, name := range p.names {
				if path, err := exec.LookPath(name); err == nil && *p.program == "" {
					*p.program = path
				}
			}
			if *p.program == "" {
				missing = append(missing, p.names[0])
				if p.deb != "" {
					debs = append(debs, p.deb)
				}
			}
		}
		return missing, debs
	}
	missing, debs := look()
	if fetch && len(debs) > 0 {
		err := fetchDebs(ctx, filepath.Join(b.tools, "debian"), debs)
		if ctx.Err() != nil {
			return err
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench: peers cannot be downloaded, apt-get update may help:", err)
		}
		if err := os.Setenv("PATH", os.Getenv("PATH")+":"+filepath.Join(b.tools, "debian", "usr", "bin")); err != nil {
			return err
		}
		missing, _ = look()
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		hint := "; -fetch downloads what Debian has"
		if fetch {
			hint = ""
		}
		fmt.Println("without", strings.Join(missing, ", ")+hint)
	}
	return nil
}

// fetchDebs downloads packages of Debian and unpacks them.
func fetchDebs(ctx context.Context, dir string, debs []string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := command(ctx, dir, "apt-get", append([]string{"-q", "-o", "APT::Sandbox::User=root", "download"}, debs...)...); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.deb"))
	if err != nil {
		return err
	}
	for _, deb := range files {
		if err := command(ctx, dir, "dpkg-deb", "-x", deb, dir); err != nil {
			return err
		}
	}
	return nil
}

// command runs a tool that is not measured. It is interrupted rather than
// killed, so that it removes its temporary files.
func command(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.CombinedOutput()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}
