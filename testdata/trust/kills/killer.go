package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/buildctx/buildctx/testdata/trust/harness"
)

// A killer runs commands and ends them.
type killer struct {
	dir, program, project, temporary string
	random                           *rand.Rand
	commands                         []command
	ends                             map[string]map[string]int // by signal
	wrong                            int
}

// A command is one that is killed, and what it does if it is not.
type command struct {
	harness.Command
	slow   bool // on a disk that takes its time to write
	takes  time.Duration
	status int
	file   string // what it writes
	said   string
}

// signals are what ends a program. After the last nothing can be cleaned up.
var signals = []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGKILL}

// begin runs all commands to their end.
func (k *killer) begin() error {
	if err := k.builder(); err != nil {
		return err
	}
	for _, c := range harness.Writing() {
		k.commands = append(k.commands, command{Command: c}, command{Command: c, slow: true})
	}
	k.commands = append(k.commands, command{Command: harness.Command{Args: []string{"verify"}}})
	if _, err := k.clean(); err != nil {
		return err
	}
	for i := range k.commands {
		if err := k.measure(&k.commands[i]); err != nil {
			return err
		}
	}
	return nil
}

// measure runs a command to its end.
func (k *killer) measure(c *command) error {
	start := time.Now()
	var said bytes.Buffer
	cmd, err := k.start(*c, &said)
	if err != nil {
		return err
	}
	err = cmd.Wait()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return err
	}
	c.takes, c.status, c.file, c.said = time.Since(start), cmd.ProcessState.ExitCode(), k.holds(c.Command), said.String()
	if left, err := k.clean(); err != nil || len(left) > 0 {
		return fmt.Errorf("%v leaves %q, %v", c.Args, left, err)
	}
	return nil
}

// builder makes a docker that takes its time and fails, for verify.
func (k *killer) builder() error {
	const docker = `#!/bin/sh
case $2 in
version) echo github.com/docker/buildx v0.38.2 ;;
inspect) echo BuildKit version: v0.34.2 ;;
build) sleep 0.05; exit 1 ;;
esac
`
	bin := filepath.Join(k.dir, "bin")
	return errors.Join(os.Mkdir(bin, 0o755), os.Mkdir(k.temporary, 0o755), os.WriteFile(filepath.Join(bin, "docker"), []byte(docker), 0o755))
}

// slowly runs a program, which stays the child that it is, with system calls
// that take a while.
var slowly = []string{
	"strace", "-D", "-f", "-b", "execve", "-qq", "-o", "/dev/null", "-e", "trace=fsync,linkat,renameat2,unlinkat",
	"-e", "inject=fsync,linkat,renameat2,unlinkat:delay_enter=30000",
}

// start starts a command.
func (k *killer) start(c command, said io.Writer) (*exec.Cmd, error) {
	line := append([]string{k.program}, c.Args...)
	if c.slow {
		line = append(slices.Clone(slowly), line...)
	}
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = k.project, strings.NewReader(c.Input), said, said
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "TMPDIR="+k.temporary, "PATH="+filepath.Join(k.dir, "bin")+":"+os.Getenv("PATH"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.WaitDelay = time.Minute // for what the builder has started
	return cmd, cmd.Start()
}

// holds is what a command has written.
func (k *killer) holds(c harness.Command) string {
	if c.Writes == "" {
		return ""
	}
	text, err := os.ReadFile(filepath.Join(k.project, c.Writes))
	if err != nil {
		return ""
	}
	return string(text)
}

// clean makes the project what it was and empties the temporary directory. What
// it had to remove it returns.
func (k *killer) clean() (left []string, err error) {
	if left, err = harness.Restore(k.project); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(k.temporary)
	for _, e := range entries {
		left = append(left, filepath.Join("tmp", e.Name()))
		err = errors.Join(err, os.RemoveAll(filepath.Join(k.temporary, e.Name())))
	}
	return left, err
}
