// Package project turns the arguments of a build into the places on disk that
// it reads: the build context, the Dockerfile, the named contexts.
package project

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// maxDockerfile is the size in bytes up to which a Dockerfile is read. BuildKit
// refuses files over 16 MiB, whatever they hold.
const maxDockerfile = 16 << 20

// ErrRemote is the error for a build context that is not a directory of this
// machine: nothing is sent from here, and BuildKit applies no ignore file to
// it (dockerui config.go, MainContext).
var ErrRemote = errors.New("the build context is not a directory of this machine; ignore files have no effect on it under BuildKit")

// Args are the arguments of a build, as its command line has them.
type Args struct {
	// Dir is the build context.
	Dir string
	// File is what -f says; empty for the default, "-" for standard input.
	File string
	// Builder is the program that builds.
	Builder ignore.Builder
	// Stdin is read when File is "-".
	Stdin io.Reader
}

// A Resolved build is a build context with its Dockerfile.
type Resolved struct {
	// Dir is the build context as the user wrote it.
	Dir string
	// Dockerfile is the Dockerfile's path as the user would write it; empty
	// when there is none.
	Dockerfile string
	// DockerfileDir and DockerfileName are where the builder looks for an
	// ignore file of the Dockerfile's own; the directory is empty when the
	// Dockerfile comes from standard input.
	DockerfileDir, DockerfileName string
	// Source is the Dockerfile's text.
	Source []byte
	// Outside says that the Dockerfile is named as one of the build context,
	// and that links lead out of it to what was read. Its text is not to be
	// shown.
	Outside bool
	// Overlooked is a file that other builders take for the Dockerfile and
	// this one does not; empty when there is none.
	Overlooked string
	// Err is why a Dockerfile that is there cannot be read.
	Err error
}

// Resolve finds the Dockerfile as the builder named would (buildx
// build/opt.go, loadInputs; docker/cli build/context.go; buildah pkg/parse).
// A default Dockerfile that is missing is no error: Dockerfile is empty then.
func Resolve(args Args) (*Resolved, error) {
	if info, err := os.Stat(args.Dir); (err != nil || !info.IsDir()) && IsRemote(args.Dir) {
		return nil, fmt.Errorf("%s: %w", args.Dir, ErrRemote)
	}
	t := &Resolved{Dir: args.Dir}
	if args.File != "-" {
		m := &models[args.Builder]
		return t, m.find(t, m, args.File)
	}
	src, err := io.ReadAll(io.LimitReader(args.Stdin, maxDockerfile+1))
	if len(src) > maxDockerfile {
		err = fmt.Errorf("%w (more than %d bytes)", scan.ErrTooLarge, maxDockerfile)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the Dockerfile from standard input: %w", err)
	}
	t.Dockerfile, t.DockerfileName, t.Source = "-", "Dockerfile", src
	return t, nil
}

// findRead finds the Dockerfile for a builder that reads it where it lies.
func (t *Resolved) findRead(m *model, file string) error {
	if file == "" {
		t.findDefault(m)
		return nil
	}
	if m.joinsDir && !filepath.IsAbs(file) {
		if _, err := scan.ReadFileFollow(filepath.Join(t.Dir, file), maxDockerfile); err == nil {
			file = filepath.Join(t.Dir, file)
		}
	}
	err := t.read(file, t.reader(file))
	if m.lowerCase && errors.Is(err, fs.ErrNotExist) && filepath.Base(file) == "Dockerfile" {
		if lower := filepath.Join(filepath.Dir(file), "dockerfile"); t.read(lower, t.reader(lower)) == nil {
			return nil
		}
	}
	if err != nil && m.keepsDangling && exists(filepath.Dir(file), filepath.Base(file)) {
		t.Err, err = err, nil
	}
	return err
}

// findSent finds the Dockerfile as buildx and BuildKit do: a directory is
// sent, and the daemon reads a file in what arrived, so that a link in it
// cannot lead outside. buildx asks for "dockerfile" where that is the only name
// there is (build/opt.go, handleLowercaseDockerfile); the daemon falls back to
// it where "Dockerfile" cannot be read (dockerui config.go, ReadEntrypoint).
func (t *Resolved) findSent(_ *model, file string) error {
	dir, name := t.Dir, "Dockerfile"
	if file != "" {
		dir, name = filepath.Dir(file), filepath.Base(file)
		if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
			return t.read(file, t.reader(file))
		}
	}
	if name == "Dockerfile" && !exists(dir, name) && exists(dir, "dockerfile") {
		name = "dockerfile"
	}
	names := []string{name}
	if name == "Dockerfile" {
		names = append(names, "dockerfile")
	}
	var failed error
	for _, n := range names {
		err := t.read(filepath.Join(dir, n), func(string, int64) ([]byte, error) { return scan.ReadFile(dir, n, maxDockerfile) })
		if err == nil {
			t.DockerfileDir, t.DockerfileName = dir, name
			t.Outside = scan.Leaves(t.Dir, dir) // the last component stays inside
			return nil
		}
		failed = cmp.Or(failed, err)
	}
	switch {
	case exists(dir, name):
		t.Err, t.DockerfileDir, t.DockerfileName = failed, dir, name
	case file != "":
		return failed
	}
	return nil
}

// reader reads a file that the user names on purpose: that may be a pipe,
// unless it lies where strangers put it.
func (t *Resolved) reader(file string) func(string, int64) ([]byte, error) {
	if scan.IsBelow(t.Dir, file) {
		return scan.ReadFileFollow
	}
	return scan.ReadStream
}

// exists reports whether a directory has an entry, be it a link to nowhere.
func exists(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, name))
	return err == nil
}

// findDefault tries the names that the builder tries, in its order.
func (t *Resolved) findDefault(m *model) {
	for _, name := range m.defaults {
		path := filepath.Join(t.Dir, name)
		err := t.read(path, scan.ReadFileFollow)
		if err == nil {
			return
		}
		leadsNowhere := m.keepsDangling && exists(t.Dir, name)
		if leadsNowhere || !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
			t.Err = err
			return
		}
	}
	if m.overlooked != "" {
		if name := filepath.Join(t.Dir, m.overlooked); t.read(name, scan.ReadFileFollow) == nil {
			*t = Resolved{Dir: t.Dir, Overlooked: name}
		}
	}
}

func (t *Resolved) read(path string, read func(string, int64) ([]byte, error)) error {
	src, err := read(path, maxDockerfile)
	if err != nil {
		return fmt.Errorf("reading the Dockerfile: %s: %w", path, Cause(err))
	}
	t.Dockerfile = path
	t.DockerfileDir, t.DockerfileName = filepath.Dir(path), filepath.Base(path)
	t.Source, t.Outside = src, scan.Leaves(t.Dir, path)
	return nil
}

// IsRemote reports whether buildx takes a build context, or the value of a
// named one, for something else than a directory of this machine (buildx
// build/opt.go, loadInputs, urlutil and gitutil).
func IsRemote(dir string) bool {
	if dir == "-" {
		return true
	}
	for _, prefix := range []string{
		"https://", "http://", "git://", "ssh://", "github.com/", "git@", "docker-image:", "oci-layout:", "target:", "input:",
	} {
		if strings.HasPrefix(dir, prefix) {
			return true
		}
	}
	return false
}
