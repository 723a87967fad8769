package verify

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
)

// A classic is the docker client, of which only the classic builder's half is
// used: it sends its tar to a socket of ours, and no daemon is asked.
type classic struct{ version string }

func findClassic(ctx context.Context) (*classic, error) {
	missing := &MissingError{Builder: ignore.Classic, Looked: "there is no docker in PATH", Install: "the docker client (https://docs.docker.com/engine/install/)"}
	if _, err := exec.LookPath("docker"); err != nil {
		return nil, missing
	}
	out, err := output(ctx, []string{"docker", "--version"}, os.Environ())
	if err != nil {
		return nil, err
	}
	// "Docker version 28.2.2, build e6534b4"
	version, isDocker := strings.CutPrefix(out, "Docker version ")
	if !isDocker {
		missing.Looked = "what is called docker in PATH is another program"
		return nil, missing
	}
	version, _, _ = strings.Cut(version, ",")
	return &classic{version: strings.TrimSpace(version)}, nil
}

// Verify lets the client send the build context, and compares what it sends.
// The client knows nothing of earlier builds: one figure is enough.
func (c *classic) Verify(ctx context.Context, r *analysis.Result) (*Outcome, error) {
	o := &Outcome{Builder: ignore.Classic.String(), Client: "docker " + c.version}
	temp, err := newTempDir()
	if err != nil {
		return nil, err
	}
	defer temp.remove()
	got, err := c.receive(ctx, r, temp)
	if err != nil {
		return o, err
	}
	t := &r.Transfers.All[0]
	f := Figure{Context: t.Name, Step: t.Step, PredictedCold: -1, PredictedWarm: -1, ActualCold: got.bytes, ActualWarm: got.bytes}
	if t.Wire != nil {
		f.PredictedCold, f.PredictedWarm = t.Wire.Cold, t.Wire.Warm
	}
	if t.Unknown != "" {
		o.Unknowns = append(o.Unknowns, t.Step+": "+t.Unknown)
	}
	o.Figures = append(o.Figures, f)
	want, arrived := withoutInjected(r, predicted(t.View, func(uint32) bool { return true }), got.entries)
	o.compare(t.Name, want, arrived)
	return o, nil
}

// receive runs the client against a server that takes the tar and answers
// nothing. An empty configuration keeps it from asking for the passwords of
// registries; none of its settings matters to the build context.
func (c *classic) receive(ctx context.Context, r *analysis.Result, temp *tempDir) (*upload, error) {
	socket := filepath.Join(temp.dir, "docker.sock")
	listener, err := (&net.ListenConfig{}).Listen(ctx, "unix", socket)
	if err != nil {
		return nil, err
	}
	server := newClassicDaemon()
	go server.Serve(listener)
	defer server.Close()
	env := append(without(os.Environ(), "DOCKER_*", "SOURCE_DATE_EPOCH"),
		"DOCKER_BUILDKIT=0", "DOCKER_HOST=unix://"+socket, "DOCKER_CONFIG="+filepath.Join(temp.dir, "config"))
	argv := []string{"docker", "build"}
	if r.Dockerfile != "" {
		argv = append(argv, "--file", r.Dockerfile)
	}
	cmd := newCommand(ctx, append(argv, "--", r.Request.Dir), env)
	cmd.Stdin = strings.NewReader(string(r.Source))
	var said strings.Builder
	cmd.Stderr = &said
	if err := failure(ctx, cmd.Run(), said.String()); err != nil {
		return nil, err
	}
	select {
	case got := <-server.uploads:
		return got, got.err
	case <-time.After(patience):
		return nil, &BuildError{Said: "nothing (the client sent no build context)"}
	}
}

// withoutInjected leaves out what the client adds when the Dockerfile does not
// lie in the build context (docker/cli build/context.go,
// AddDockerfileToBuildContext): a file with a random name, which it also writes
// into the ignore file.
func withoutInjected(r *analysis.Result, want, got []entry) (kept, arrived []entry) {
	const dockerignore = ignore.Dockerignore
	injected := false
	for item := range r.List(predict.SentItems) {
		injected = injected || item.Note == "injected"
	}
	if !injected {
		return want, got
	}
	without := func(list []entry) (out []entry) {
		for _, e := range list {
			added, _ := path.Match(".dockerfile.????????????????????", e.path)
			if !added && e.path != dockerignore {
				out = append(out, e)
			}
		}
		return out
	}
	return without(want), without(got)
}
