package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/buildctx/buildctx/testdata/trust/harness"
)

// patience is far more than any command takes, and than it waits for git.
const patience = time.Minute

// A stage is where commands are run.
type stage struct {
	dir, program, project string
	random                *rand.Rand
	commands              []harness.Command
	clean                 []outcome // of the commands, without a fault
	outcomes              map[string]map[string]int
	wrong                 int
}

// An outcome is how a command ended.
type outcome struct {
	status      int
	out, err    string
	file, other string   // what the ignore file holds, and the other one that may be written
	left        []string // files that were not there before
	slow        bool
}

// begin runs all commands without a fault.
func (s *stage) begin() error {
	s.commands = append(harness.Reading(), harness.Writing()...)
	for _, c := range s.commands {
		o, err := s.try(c, s.program)
		if err != nil {
			return err
		}
		if o.status > 1 || o.slow || len(o.left) > 0 {
			return fmt.Errorf("%v without a fault: %+v", c.Args, o)
		}
		s.clean = append(s.clean, o)
	}
	return nil
}

// try runs a command, by way of the programs in front of it, and makes the
// project what it was.
func (s *stage) try(c harness.Command, line ...string) (outcome, error) {
	o, err := s.tryOnly(c, line...)
	if err == nil {
		o.left, err = harness.Restore(s.project)
	}
	return o, err
}

// tryOnly runs a command and leaves the project as it is then.
func (s *stage) tryOnly(c harness.Command, line ...string) (o outcome, err error) {
	ctx, stop := context.WithTimeout(context.Background(), patience)
	defer stop()
	cmd := exec.CommandContext(ctx, line[0], append(line[1:], c.Args...)...)
	var out, said bytes.Buffer
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = s.project, strings.NewReader(c.Input), &out, &said
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "TMPDIR="+s.dir)
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		err = nil
	}
	if err != nil && ctx.Err() == nil {
		return o, err
	}
	o = outcome{status: cmd.ProcessState.ExitCode(), out: out.String(), err: said.String(), slow: ctx.Err() != nil}
	o.file, o.other = s.holds(harness.IgnoreFile), s.holds(harness.Output)
	return o, nil
}

// holds is the content of a file of the project.
func (s *stage) holds(name string) string {
	text, err := os.ReadFile(filepath.Join(s.project, name))
	if err != nil {
		return ""
	}
	return string(text)
}
