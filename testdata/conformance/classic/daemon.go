package classic

import (
	"context"
	"fmt"
	"os"

	"github.com/buildctx/buildctx/testdata/conformance/install"
	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
)

// Dockerd is the socket of the daemon.
const Dockerd = sandbox.Run + "/dockerd.sock"

// containerdConfig leaves out the plugin that would make a directory in /opt.
const containerdConfig = `version = 2
root = "%[1]s/containerd/root"
state = "%[1]s/containerd/state"
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.grpc.v1.cri"]
[grpc]
address = "%[1]s/containerd.sock"
`

// Start starts dockerd, and returns what stops it.
func Start(ctx context.Context, d install.Debian) (stop func(), err error) {
	const run = sandbox.Run
	for name, text := range map[string]string{
		"containerd.toml": fmt.Sprintf(containerdConfig, run),
		"dockerd.json":    fmt.Sprintf(`{"deprecated-key-path": "%s/dockerd.key"}`, run),
	} {
		if err := os.WriteFile(run+"/"+name, []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	containerd, err := sandbox.Start(ctx, run+"/containerd.sock", d.Env(), d.Program("containerd"), "--config", run+"/containerd.toml")
	if err != nil {
		return nil, err
	}
	dockerd, err := sandbox.Start(ctx, Dockerd, d.Env(), d.Program("dockerd"), "--config-file", run+"/dockerd.json",
		"--data-root", run+"/dockerd/data", "--exec-root", run+"/dockerd/exec", "-p", run+"/dockerd.pid", "-H", "unix://"+Dockerd, "-G", "root",
		"--containerd", run+"/containerd.sock", "--iptables=false", "--ip6tables=false", "--ip-forward=false", "--ip-masq=false",
		"--bridge=none", "--userland-proxy=false", "--storage-driver", "vfs")
	if err != nil {
		containerd.Stop()
		return nil, err
	}
	return func() { dockerd.Stop(); containerd.Stop() }, nil
}
