// Package harness makes what the programs beside it try buildctx on: the
// program itself, a project, and the commands.
package harness

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Build builds buildctx in a directory, of the repository that is the working
// directory. It needs no library of the system, so that a fault that strikes it
// does not strike the loader.
func Build(dir string) (program string, err error) {
	program = filepath.Join(dir, "buildctx")
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", program, "./cmd/buildctx")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return program, nil
}

// Run runs a program in a directory; what it prints is part of the error.
func Run(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
		"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.com")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %q: %w\n%s", name, args, err, out)
	}
	return nil
}
