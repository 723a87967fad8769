package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
)

// Nobody is the user for whom permissions hold.
const Nobody = 65534

// A Client is a program that runs and ends.
type Client struct {
	Dir    string    // in which it runs
	Env    []string  // on top of this program's
	Nobody bool      // run it as Nobody, since root may read everything
	Stdout io.Writer // nil: returned by Run
}

// An Answer is how a client ended and what it said.
type Answer struct {
	Status         int
	Stdout, Stderr []byte
}

// Run runs the program to its end. It is an error if it cannot be started or is interrupted, not if it fails.
func (c Client) Run(ctx context.Context, name string, args ...string) (Answer, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = c.Dir, append(os.Environ(), c.Env...)
	if c.Nobody {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: Nobody, Gid: Nobody}}
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if c.Stdout != nil {
		cmd.Stdout = c.Stdout
	}
	err := cmd.Run()
	if ctx.Err() != nil {
		return Answer{}, ctx.Err()
	}
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return Answer{}, fmt.Errorf("running %s: %w", name, err)
	}
	return Answer{cmd.ProcessState.ExitCode(), stdout.Bytes(), stderr.Bytes()}, nil
}
