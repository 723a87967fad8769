// Package buildkit runs BuildKit: the daemon, buildx, and the client that records what it sends.
package buildkit

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/buildctx/buildctx/testdata/conformance/install"
	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
)

// Programs are the files of the programs that it takes.
type Programs struct {
	Buildkitd, Buildx, Wirespy string
	Debian                     install.Debian // has runc
}

// A Builder is a daemon that runs, and its clients.
type Builder struct {
	programs Programs
	daemon   *sandbox.Daemon
}

// Address is where the daemon listens.
const Address = "unix://" + socket

const (
	socket = sandbox.Run + "/buildkitd.sock"
	root   = sandbox.Run + "/buildkit"
	name   = "conformance" // of the instance that buildx is told of
)

// Start starts the daemon with an empty cache.
func Start(ctx context.Context, p Programs) (*Builder, error) {
	config := filepath.Join(sandbox.Run, "buildkitd.toml")
	if err := os.WriteFile(config, nil, 0o644); err != nil {
		return nil, err
	}
	daemon, err := sandbox.Start(ctx, socket, p.Debian.Env(), p.Buildkitd, "--config", config, "--root", root, "--addr", Address,
		"--otel-socket-path", sandbox.Run+"/otel.sock", "--containerd-worker=false", "--oci-worker=true", "--oci-worker-net=host",
		"--oci-worker-snapshotter=overlayfs", "--oci-worker-binary=runc", "--oci-worker-gc=false", "--cdi-disabled")
	if err != nil {
		return nil, err
	}
	b := &Builder{p, daemon}
	for _, nobody := range []bool{false, true} {
		if err := b.introduce(ctx, nobody); err != nil {
			daemon.Stop()
			return nil, err
		}
	}
	return b, nil
}

// Stop stops the daemon.
func (b *Builder) Stop() { b.daemon.Stop() }

// introduce tells buildx, run by one user, of the daemon.
func (b *Builder) introduce(ctx context.Context, nobody bool) error {
	dir := home(nobody)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if nobody {
		if err := os.Chown(dir, sandbox.Nobody, sandbox.Nobody); err != nil {
			return err
		}
	}
	client := sandbox.Client{Dir: dir, Env: env(nobody), Nobody: nobody}
	answer, err := client.Run(ctx, b.programs.Buildx, "create", "--name", name, "--driver", "remote", Address)
	if err == nil && answer.Status != 0 {
		err = fmt.Errorf("buildx create: %s", answer.Stderr)
	}
	return err
}

func home(nobody bool) string {
	if nobody {
		return sandbox.Run + "/home/nobody"
	}
	return sandbox.Run + "/home/root"
}

func env(nobody bool) []string {
	return []string{"HOME=" + home(nobody), "DOCKER_CONFIG=" + home(nobody), "BUILDX_CONFIG=" + home(nobody)}
}
