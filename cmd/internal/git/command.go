package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// patience is how long git may be silent before it is given up: a file of the
// repository may be a FIFO, or lie where nobody answers.
const patience = 5 * time.Second

const (
	// maxAnswer bounds what git may answer, in bytes: ten million long paths.
	maxAnswer = 1 << 30
	// maxComplaint bounds what is read of its messages.
	maxComplaint = 16 << 10
)

// A refusal is why git does not answer.
type refusal struct {
	command  string
	said     string // on standard error
	exitCode int
}

// Error says why in words of its own. What git says is not repeated: it quotes
// files to which a repository may lead from anywhere, as configurations that
// are included and lists of other stores.
func (r *refusal) Error() string {
	first, _, _ := strings.Cut(r.said, "\n")
	for _, known := range []struct{ part, means string }{
		{"dubious ownership", "dubious ownership of the repository"},
		{"bare repository", "cannot use bare repository"},
		{"not a git repository", "not a git repository"},
		{"repo version", "the repository has a format that git does not know"},
		{"index file", "there is something wrong in its index"},
		{"bad config", "there is something wrong in its configuration"},
		{"config value", "there is something wrong in its configuration"},
	} {
		if strings.Contains(first, known.part) {
			return "git: " + known.means
		}
	}
	return fmt.Sprintf("git %s: exit status %d", r.command, r.exitCode)
}

// isDubious reports whether git refuses a repository because of its owner.
func isDubious(err error) bool {
	var said *refusal
	return errors.As(err, &said) && strings.Contains(said.said, "dubious ownership")
}

// A question is one call of git.
type question struct {
	args []string
	in   []byte
	// read reads the answer to its end; errEnough ends it before.
	read func(answer io.Reader) error
}

// ask calls git in the directory and waits for it as long as it goes on taking
// and giving. Whatever happens, no process is left and no pipe is open when ask
// returns.
func (r *repository) ask(ctx context.Context, q question) error {
	running, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	cmd, err := r.command(running, q.args...)
	if err != nil {
		return err
	}
	answer, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	complaint := &head{limit: maxComplaint}
	cmd.Stderr = complaint
	watch := time.AfterFunc(r.patience, func() { stop(errSilent) })
	defer watch.Stop()
	touch := func() { watch.Reset(r.patience) }
	if q.in != nil {
		cmd.Stdin = &watched{bytes.NewReader(q.in), touch}
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("git cannot be started: %w", err)
	}
	// A process that git has started may hold the pipe when git is gone.
	closed := context.AfterFunc(running, func() { answer.Close() })
	defer closed()
	err = q.read(&watched{answer, touch})
	if err != nil {
		stop(errEnough)
	}
	return r.outcome(ctx, running, q.args, err, cmd.Wait(), complaint.String())
}

var (
	errSilent = errors.New("no answer")
	errEnough = errors.New("enough was read")
)

// outcome says how a call of git ended.
func (r *repository) outcome(ctx, running context.Context, args []string, read, ended error, said string) error {
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(context.Cause(running), errSilent):
		return fmt.Errorf("git %s: no answer within %v", args[0], r.patience)
	case errors.Is(read, errEnough):
		return nil
	case errors.Is(context.Cause(running), errEnough):
		return read
	case errors.As(ended, &exit):
		return &refusal{args[0], said, exit.ExitCode()}
	}
	return ended
}

// A watched reader tells whenever something was read.
type watched struct {
	io.Reader
	touch func()
}

// Read reads.
func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	if n > 0 {
		w.touch()
	}
	return n, err
}

// A head keeps the first bytes of what is written to it.
type head struct {
	mu    sync.Mutex
	kept  bytes.Buffer
	limit int
}

// Write takes p.
func (h *head) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.kept.Write(p[:min(len(p), max(0, h.limit-h.kept.Len()))])
	return len(p), nil
}

// String is what was kept.
func (h *head) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.kept.String()
}

// command is git in the directory, ready to be run. A repository's own
// configuration may name programs for git to start, and servers for what is
// missing in a partial clone; that is switched off.
func (r *repository) command(ctx context.Context, args ...string) (*exec.Cmd, error) {
	program, err := find(r.root, r.dir)
	if err != nil {
		return nil, err
	}
	fixed := []string{"-C", r.dir, "--no-optional-locks", "--no-pager"}
	for _, setting := range append(settings(), r.trusted...) {
		fixed = append(fixed, "-c", setting)
	}
	cmd := exec.CommandContext(ctx, program, append(fixed, args...)...)
	cmd.Env = r.environment(os.Environ())
	cmd.WaitDelay = time.Second // on a busy machine the last of the output is read some time after git has ended
	alone(cmd)
	return cmd, nil
}

// settings are stronger than those of the repository.
func settings() []string {
	return []string{
		"core.quotePath=false",
		"core.fsmonitor=false", "core.hooksPath=" + os.DevNull, "core.sshCommand=false", "core.alternateRefsCommand=false",
		"core.askPass=", "credential.helper=", "diff.external=", "gpg.program=false", "gpg.ssh.program=false", "gpg.x509.program=false",
		"log.diffMerges=separate", "protocol.allow=never", "submodule.recurse=false", "gc.auto=0", "maintenance.auto=false",
		"safe.bareRepository=explicit", // or a directory of the build context could be one, with a configuration of its own
	}
}
