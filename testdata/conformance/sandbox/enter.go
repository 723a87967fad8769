// Package sandbox is where the builders run: in namespaces of their own, so that they have no network but the loopback
// device, mount nothing that others see, and are all gone, however this program ends, with its first process.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// ErrRefused means that this machine lets nobody have such namespaces.
var ErrRefused = errors.New("no namespaces of our own here")

// Possible says why there can be no sandbox, if that is known beforehand.
func Possible() error {
	if os.Geteuid() != 0 {
		return errors.New("the builders need root: run this as root")
	}
	return nil
}

// Enter runs this program once more, with these arguments, as the first process of new namespaces. The kernel ends all
// other processes there when it ends.
func Enter(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, "/proc/self/exe", args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID | syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC,
		Pdeathsig:  syscall.SIGKILL,
	}
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return cmd.Wait()
}

// A bind is a directory of the machine and where it is seen in the sandbox.
type bind struct{ from, to string }

// Run is the one directory below which everything of a run is: sockets (whose addresses have to be short), trees, and
// what the daemons write.
const Run = "/run"

// Builders is where the installed builders are, for whatever user.
const Builders = Run + "/builders"

// Prepare mounts what belongs in the sandbox: the directory run as Run, emptied, and the one of the builders.
func Prepare(run, builders string) error {
	if err := os.RemoveAll(run); err != nil {
		return fmt.Errorf("emptying %s: %w", run, err)
	}
	for _, dir := range []string{run, run + "/builders", run + "/tmp", run + "/home", run + "/trees"} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	if err := os.Chmod(run+"/tmp", 0o1777); err != nil {
		return err
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("making mounts private: %w", err)
	}
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("mounting /proc: %w", err)
	}
	// Buildah writes to /var/lib/containers whatever it is told.
	if err := syscall.Mount("tmpfs", "/var/lib", "tmpfs", 0, ""); err != nil {
		return fmt.Errorf("hiding /var/lib: %w", err)
	}
	for _, b := range []bind{{builders, run + "/builders"}, {run, Run}} {
		if err := syscall.Mount(b.from, b.to, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
			return fmt.Errorf("mounting %s: %w", b.from, err)
		}
	}
	for name, value := range map[string]string{"HOME": Run + "/home", "TMPDIR": Run + "/tmp", "XDG_RUNTIME_DIR": Run + "/home"} {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	return nil
}

// Clean removes what a run leaves, except for the logs. What cannot be removed the next run will.
func Clean() {
	entries, err := os.ReadDir(Run)
	if err != nil {
		return
	}
	for _, e := range entries {
		if name := Run + "/" + e.Name(); name != Builders && e.IsDir() {
			os.RemoveAll(name)
		}
	}
}
