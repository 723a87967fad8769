package install

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// BuildKit builds buildkitd and returns its directory.
func (s *Store) BuildKit(ctx context.Context, version string) (string, error) {
	return s.keep("buildkit-"+version, func(dir string) error {
		return build(ctx, dir, "github.com/moby/buildkit", version, "./cmd/buildkitd", "osusergo netgo seccomp")
	})
}

// Buildx builds docker buildx.
func (s *Store) Buildx(ctx context.Context, version string) (string, error) {
	return s.keep("buildx-"+version, func(dir string) error {
		return build(ctx, dir, "github.com/docker/buildx", version, "./cmd/buildx", "osusergo netgo")
	})
}

// build builds a program where its module lies, so with exactly the dependencies that its release has.
func build(ctx context.Context, dir, module, version, program, tags string) error {
	source, err := download(ctx, dir, module+"@"+version)
	if err != nil {
		return err
	}
	return goBuild(ctx, source, dir, program, "1", "-mod=readonly", "-tags", tags, "-ldflags", "-X "+module+"/version.Version="+version)
}

func goBuild(ctx context.Context, source, dir, program, cgo string, flags ...string) error {
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-o", dir + "/"}, flags...)
	return run(ctx, source, []string{"GOFLAGS=", "GOWORK=off", "CGO_ENABLED=" + cgo}, "go", append(args, program)...)
}

// onlyImage takes the place of the client's list of commands. Two modules that its other commands need are not to be
// had from the module proxy; the commands for images need neither.
const onlyImage = `package commands

import (
	"github.com/docker/cli/cli/command"
	_ "github.com/docker/cli/cli/command/image"
	"github.com/docker/cli/internal/commands"
	"github.com/spf13/cobra"
)

func AddCommands(cmd *cobra.Command, dockerCLI command.Cli) {
	for _, c := range commands.Commands() {
		cmd.AddCommand(c(dockerCLI))
	}
}
`

// Docker builds the docker client, of which only the commands for images are left. It is no Go module; the dependencies
// of its release stand in a file of another name.
func (s *Store) Docker(ctx context.Context, version string) (string, error) {
	return s.keep("docker-"+version, func(dir string) error {
		source, err := download(ctx, dir, "github.com/docker/cli@v"+version+"+incompatible")
		if err != nil {
			return err
		}
		src := filepath.Join(dir, "src")
		if err := os.CopyFS(src, os.DirFS(source)); err != nil {
			return err
		}
		for old, name := range map[string]string{"vendor.mod": "go.mod", "vendor.sum": "go.sum"} {
			if err := os.Rename(filepath.Join(src, old), filepath.Join(src, name)); err != nil {
				return err
			}
		}
		if err := os.RemoveAll(filepath.Join(src, "vendor")); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(src, "cli/command/commands/commands.go"), []byte(onlyImage), 0o644); err != nil {
			return err
		}
		if err := goBuild(ctx, src, dir, "./cmd/docker", "0", "-ldflags", "-X github.com/docker/cli/cli/version.Version="+version); err != nil {
			return err
		}
		return os.RemoveAll(src)
	})
}

// Module is the directory of a module in the module cache.
func Module(ctx context.Context, module string) (string, error) {
	return download(ctx, os.TempDir(), module)
}

func download(ctx context.Context, dir, module string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", "mod", "download", "-json", module)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	out, err := cmd.Output()
	var answer struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &answer); jsonErr == nil && answer.Error != "" {
		return "", fmt.Errorf("downloading %s: %s", module, answer.Error)
	}
	if err != nil {
		return "", fmt.Errorf("downloading %s: %w", module, err)
	}
	return answer.Dir, nil
}

// Own builds programs of this repository into the store, anew each time, and returns the directory.
func (s *Store) Own(ctx context.Context, programs ...Program) (string, error) {
	dir := filepath.Join(s.dir, "own")
	for _, p := range programs {
		if err := run(ctx, p.Module, nil, "go", "build", "-trimpath", "-o", dir+"/", p.Package); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// OwnTest builds the test of a package of this repository into the store, as the name of the package with ".test" behind
// it, and returns the environment in which it can use the Go command without a network.
func (s *Store) OwnTest(ctx context.Context, p Program) (env []string, err error) {
	file := filepath.Join(s.dir, "own", filepath.Base(p.Package)+".test")
	if err := run(ctx, p.Module, nil, "go", "test", "-c", "-o", file, p.Package); err != nil {
		return nil, err
	}
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOFLAGS"} {
		cmd := exec.CommandContext(ctx, "go", "env", name)
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("asking for %s: %w", name, err)
		}
		env = append(env, name+"="+strings.TrimSpace(string(out)))
	}
	return env, nil
}

// A Program is a package main of a module on this machine.
type Program struct {
	Module  string // its directory
	Package string // in the module, as ./cmd/x
}
