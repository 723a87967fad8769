package classic

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
	"github.com/buildctx/buildctx/testdata/conformance/tree"
)

// A Client is a docker client.
type Client struct {
	Program string
	Env     []string
	Daemon  string // the socket of a daemon; empty for a server that builds nothing
}

// A Build is what a build came to.
type Build struct {
	Status    int
	Upload    *Upload // nil if the client refused to send anything
	Printed   string  // the figure as it was printed
	Complaint string
}

// Build builds a tree.
func (c Client) Build(ctx context.Context, t tree.Tree) (Build, error) {
	socket := filepath.Join(sandbox.Run, "docker-"+t.Name+".sock")
	server, err := record(socket, c.Daemon)
	if err != nil {
		return Build{}, err
	}
	env := append([]string{"DOCKER_BUILDKIT=0", "DOCKER_CONFIG=" + sandbox.Run + "/home"}, c.Env...)
	args := append([]string{"-H", "unix://" + socket, "build", "--no-cache"}, t.Args(tree.Docker)...)
	answer, err := t.Client(env...).Run(ctx, c.Program, args...)
	if err != nil {
		return Build{}, err
	}
	b := Build{Status: answer.Status}
	if b.Upload, err = server.close(ctx); err != nil {
		return Build{}, err
	}
	const before = "Sending build context to Docker daemon"
	for line := range strings.Lines(string(answer.Stdout)) {
		if _, figure, found := strings.Cut(line, before); found {
			b.Printed = strings.TrimSpace(figure)
		}
	}
	for line := range strings.Lines(string(answer.Stderr)) {
		if text := strings.TrimSpace(line); text != "" {
			b.Complaint = strings.ReplaceAll(text, t.Context, "CTX")
		}
	}
	return b, nil
}
