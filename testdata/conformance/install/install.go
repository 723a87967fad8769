// Package install gets the builders: from the Go module proxy and from the packages of Debian. What it got it keeps in
// one directory; nothing is installed into the system.
package install

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Versions are those of the builders that are built from source.
type Versions struct {
	BuildKit string // module version of github.com/moby/buildkit
	Buildx   string // module version of github.com/docker/buildx
	Docker   string // version of github.com/docker/cli, without v
}

// Newest are the versions that the records in testdata/builder were last compared with.
func Newest() Versions {
	return Versions{BuildKit: "v0.34.2", Buildx: "v0.38.2", Docker: "29.9.3"}
}

// A Store is the directory in which builders are kept, one directory each, named with its version.
type Store struct{ dir string }

// NewStore makes the directory.
func NewStore(dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	return &Store{dir}, os.MkdirAll(dir, 0o755)
}

// keep is the directory of that name, filled by make if it is not there yet. A directory that is there is complete.
func (s *Store) keep(name string, make func(dir string) error) (string, error) {
	dir := filepath.Join(s.dir, name)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	fmt.Fprintf(os.Stderr, "conformance: getting %s\n", name)
	unfinished, err := os.MkdirTemp(s.dir, ".unfinished")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(unfinished)
	if err := make(unfinished); err != nil {
		return "", fmt.Errorf("getting %s: %w", name, err)
	}
	if err := os.Chmod(unfinished, 0o755); err != nil {
		return "", err
	}
	return dir, os.Rename(unfinished, dir)
}

// run runs a command in a directory, and shows what it printed only if it fails.
func run(ctx context.Context, dir string, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, out)
	}
	return nil
}
