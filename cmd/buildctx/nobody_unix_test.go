//go:build unix

package main_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// nobody is the user for whom permissions hold.
const nobody = 65534

// asNobody STATUS ARG... runs buildctx as a user who may not read everything,
// since root may, and checks its exit status. What it prints goes to the files
// stdout and stderr of the script's directory.
func asNobody(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: as-nobody STATUS ARG...")
	}
	program := filepath.Join(ts.Getenv("WORK"), "nobody", "buildctx")
	ts.Check(os.MkdirAll(filepath.Dir(program), 0o755))
	self, err := os.Executable()
	ts.Check(err)
	if os.Link(self, program) != nil && !exists(program) {
		ts.Check(copyFile(program, self))
	}
	cmd := exec.Command(program, args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{"HOME=/", "PATH=" + os.Getenv("PATH")}
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	stdout, err := os.Create(ts.MkAbs("stdout"))
	ts.Check(err)
	defer stdout.Close()
	stderr, err := os.Create(ts.MkAbs("stderr"))
	ts.Check(err)
	defer stderr.Close()
	cmd.Stdout, cmd.Stderr = stdout, stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		ts.Check(err)
	}
	if got := fmt.Sprint(cmd.ProcessState.ExitCode()); got != args[0] && !(args[0] == "any" && cmd.ProcessState.ExitCode() <= 1) {
		ts.Fatalf("exit status %s, want %s\n%s", got, args[0], ts.ReadFile("stderr"))
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// copyFile is for file systems on which a second name cannot be made. A link
// is better: a copy cannot be started while a child of another test, started
// in the same moment, still holds it open for writing.
func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o755)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}
