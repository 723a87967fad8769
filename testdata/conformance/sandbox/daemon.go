package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// A Daemon is a process that listens on a socket.
type Daemon struct {
	process *os.Process
	ended   chan struct{}
}

// patience is how long a daemon may take to listen, and to stop.
const patience = 30 * time.Second

// Start starts a daemon and returns when it listens on the socket. What it prints goes to a file in Run.
func Start(ctx context.Context, socket string, env []string, name string, args ...string) (*Daemon, error) {
	log, err := os.Create(filepath.Join(Run, filepath.Base(name)+".log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = Run, append(os.Environ(), env...), log, log
	// Interrupting the terminal's foreground group is not for the daemons: they are stopped in turn.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	d := &Daemon{cmd.Process, make(chan struct{})}
	go func() {
		_ = cmd.Wait()
		close(d.ended)
	}()
	ctx, cancel := context.WithTimeoutCause(ctx, patience, errors.New("it does not listen"))
	defer cancel()
	for {
		if conn, err := net.Dial("unix", socket); err == nil {
			conn.Close()
			// Some clients run as another user.
			return d, os.Chmod(socket, 0o666)
		}
		select {
		case <-d.ended:
			return nil, fmt.Errorf("%s ended at once: %s", filepath.Base(name), tail(log.Name()))
		case <-ctx.Done():
			d.Stop()
			return nil, fmt.Errorf("%s: %w: %s", filepath.Base(name), context.Cause(ctx), tail(log.Name()))
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Stop ends the daemon.
func (d *Daemon) Stop() {
	_ = d.process.Signal(syscall.SIGTERM)
	select {
	case <-d.ended:
	case <-time.After(patience):
		_ = d.process.Kill()
		<-d.ended
	}
}

// tail is the end of a log.
func tail(file string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	return string(data[max(0, len(data)-2000):])
}
