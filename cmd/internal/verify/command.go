package verify

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// patience is how long a program may take to end after it was told to.
const patience = 2 * time.Second

// newCommand is a program that is told to end when the user interrupts, before
// it is made to.
func newCommand(ctx context.Context, argv []string, env []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Env = env
	cmd.WaitDelay = patience
	if runtime.GOOS != "windows" { // which knows no such signal
		cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	}
	return cmd
}

// output runs a program and returns what it prints.
func output(ctx context.Context, argv []string, env []string) (string, error) {
	cmd := newCommand(ctx, argv, env)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	return stdout.String(), failure(ctx, err, stderr.String())
}

// failure is the error of a program that ended.
func failure(ctx context.Context, err error, said string) error {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &exit):
		if line := lastWords(said); line != "" {
			return &BuildError{Said: line}
		}
		return &BuildError{Said: "nothing (" + exit.Error() + ")"}
	}
	return err
}

// lastWords is the line in which a program says why it failed: the last one
// that says so, or the last one.
func lastWords(said string) string {
	last := ""
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(line)
		for _, mark := range []string{"ERROR: ", "Error: ", "error: "} {
			if text, ok := strings.CutPrefix(line, mark); ok {
				last = text
			}
		}
	}
	if last != "" {
		return last
	}
	lines := strings.Split(strings.TrimSpace(said), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// without is an environment without some variables. A name with a star at its
// end stands for all that begin so.
func without(env []string, names ...string) []string {
	var out []string
	for _, variable := range env {
		name, _, _ := strings.Cut(variable, "=")
		keep := true
		for _, n := range names {
			prefix, many := strings.CutSuffix(n, "*")
			keep = keep && name != n && !(many && strings.HasPrefix(name, prefix))
		}
		if keep {
			out = append(out, variable)
		}
	}
	return out
}
