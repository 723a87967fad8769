//go:build linux

package handed

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/containerd/continuity/fs"
	"github.com/moby/buildkit/solver/pb"
)

// exec is a RUN: its mounts have to be there, and its command does what [command] says.
func (s *solver) exec(op *pb.Op) result {
	exec := op.GetExec()
	r := run{mounts: map[string]string{}, cwd: exec.Meta.Cwd, tree: s.tree}
	for _, m := range exec.Mounts {
		if m.Dest == "/" {
			root := s.take(op, m.Input)
			if root.err != nil {
				return root
			}
			r.mounts["/"] = root.dir
			continue
		}
		if m.MountType != pb.MountType_BIND {
			continue
		}
		from := s.read(op, m.Input)
		if from.err != nil {
			return from
		}
		dir, err := fs.RootPath(from.dir, m.Selector)
		if err == nil {
			_, err = os.Stat(dir)
		}
		if err != nil {
			return result{err: fmt.Errorf("mount %s: %w", m.Dest, err)}
		}
		r.mounts[m.Dest] = dir
	}
	if err := os.MkdirAll(r.path("."), 0o755); err != nil {
		return result{err: err}
	}
	for part := range strings.SplitSeq(exec.Meta.Args[len(exec.Meta.Args)-1], " && ") {
		if err := r.command(strings.Fields(part)); err != nil {
			return result{err: fmt.Errorf("%s: %w", part, err)}
		}
	}
	return result{dir: r.mounts["/"]}
}

// A run is a command with the directories that it sees, by where they are.
type run struct {
	mounts map[string]string
	cwd    string
	tree   []string // the files of the build context
}

// path is where a path of the container is.
func (r *run) path(name string) string {
	if !path.IsAbs(name) {
		name = path.Join(r.cwd, name)
	}
	for dir := path.Clean(name); ; dir = path.Dir(dir) {
		if root, ok := r.mounts[dir]; ok {
			if rest := strings.TrimPrefix(path.Clean(name), dir); strings.Trim(rest, "/") != "" {
				if at, err := fs.RootPath(root, rest); err == nil {
					return at
				}
			}
			return root
		}
	}
}

// command does what the few commands of the generated Dockerfiles are said to do.
func (r *run) command(words []string) error {
	switch strings.Join(words, " ") {
	case "true":
		return nil
	case "npm ci":
		return r.makes("node_modules")
	case "npm run build":
		return r.makes("dist", ".next")
	case "go build -o /out/app .":
		return r.writes("/out/app")
	case "python -m venv .venv":
		return r.makes(".venv")
	}
	switch words[0] {
	case "mkdir":
		return os.MkdirAll(r.path(words[2]), 0o755)
	case "touch":
		return r.writes(words[1])
	case "rm":
		return os.RemoveAll(r.path(words[2]))
	case "test":
		_, err := os.Stat(r.path(words[2]))
		return err
	case "cp":
		return r.copy(r.path(words[2]), words[3])
	}
	return fmt.Errorf("unknown command %q", words)
}

// madeByRUN is what is in files that a command makes.
const madeByRUN = "made by RUN"

// makes makes directories of some names: with what the build context has in such ones, where it lies there, and beside
// where the command runs. That is what the program takes such commands to do, whatever they find.
func (r *run) makes(names ...string) error {
	for _, name := range r.tree {
		parts := strings.Split(name, "/")
		n := slices.IndexFunc(parts, func(part string) bool { return slices.Contains(names, part) })
		if n < 0 {
			continue
		}
		if err := errors.Join(r.writes(name), r.writes(path.Join(parts[n:]...))); err != nil {
			return err
		}
	}
	return r.writes(path.Join(names[0], "made"))
}

func (r *run) writes(name string) error {
	at := r.path(name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	return os.WriteFile(at, []byte(madeByRUN), 0o644)
}

// copy is "cp -r" to a place that does not exist yet.
func (r *run) copy(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	at := r.path(to)
	if info.IsDir() {
		return os.CopyFS(at, os.DirFS(from))
	}
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(at, text, 0o644)
}
