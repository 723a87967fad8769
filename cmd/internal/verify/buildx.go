package verify

import (
	"context"
	"os"
	"os/exec"
	"strings"

	"github.com/buildctx/buildctx/ignore"
)

// A buildx is the client of BuildKit that is installed.
type buildx struct {
	argv     []string // docker buildx, or the plugin by itself
	instance string   // of buildx; empty for the one in use
	env      []string
	client   string // name and version
}

// findBuildx looks for docker with its plugin, and for the plugin alone.
func findBuildx(ctx context.Context, instance string) (*buildx, error) {
	// The variables would change what is built: the first the times of files,
	// the others what is built besides them.
	env := append(without(os.Environ(), "SOURCE_DATE_EPOCH", "BUILDX_NO_DEFAULT_ATTESTATIONS", "BUILDX_METADATA_*"), "BUILDX_NO_DEFAULT_ATTESTATIONS=1")
	for _, argv := range [][]string{{"docker", "buildx"}, {"docker-buildx"}, {"buildx"}} {
		if _, err := exec.LookPath(argv[0]); err != nil {
			continue
		}
		b := &buildx{argv: argv, instance: instance, env: env}
		version, err := output(ctx, append(argv, "version"), env)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if fields := strings.Fields(version); err == nil && len(fields) > 1 && strings.HasSuffix(fields[0], "/buildx") {
			b.client = "buildx " + fields[1]
			return b, nil
		}
	}
	return nil, &MissingError{
		Builder: ignore.BuildKit, Looked: "there is no docker with buildx, no docker-buildx and no buildx in PATH",
		Install: "docker-buildx (https://github.com/docker/buildx)",
	}
}

// args is a command of buildx on the instance that was asked for.
func (b *buildx) args(command ...string) []string {
	argv := append([]string{}, b.argv...)
	if b.instance != "" {
		argv = append(argv, "--builder", b.instance)
	}
	return append(argv, command...)
}

func (b *buildx) run(ctx context.Context, command ...string) (string, error) {
	return output(ctx, b.args(command...), b.env)
}

// daemon is the version of BuildKit behind the instance; empty where it does
// not say.
func (b *buildx) daemon(ctx context.Context) (string, error) {
	out, err := b.run(ctx, "inspect")
	if err != nil {
		return "", err
	}
	for line := range strings.Lines(out) {
		name, value, _ := strings.Cut(line, ":")
		if name == "BuildKit version" || name == "BuildKit" || name == "Buildkit" {
			return strings.TrimSpace(value), nil
		}
	}
	return "", nil
}
