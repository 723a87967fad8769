// Package tree makes the trees of testdata/builder, and knows with which arguments they are built.
package tree

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/buildctx/buildctx/testdata/conformance/sandbox"
)

// A Tree is a build context and what a build of it is told.
type Tree struct {
	Name    string
	Record  string // the folder of testdata/builder with its records; empty if it has none
	Context string // its directory, whose name is as unique as the tree's: buildx names its cache by it
	Nobody  bool   // whether the client is to run as a user who may not read everything
	meta    string
	file    string // a Dockerfile elsewhere
}

// A Maker makes trees.
type Maker struct {
	Folder string // testdata/builder
	Mknode string // the program that makes what the shell cannot
}

// Names are those of all trees.
func (m Maker) Names() ([]string, error) {
	recipes, err := filepath.Glob(m.Folder + "/*/recipe.sh")
	if err == nil && len(recipes) == 0 {
		err = fmt.Errorf("no recipes in %s", m.Folder)
	}
	for i, r := range recipes {
		recipes[i] = filepath.Base(filepath.Dir(r))
	}
	return recipes, err
}

// An ImpossibleError says why this machine cannot have a tree.
type ImpossibleError struct{ Reason string }

func (e ImpossibleError) Error() string { return e.Reason }

// Make makes a tree below the directory.
func (m Maker) Make(ctx context.Context, name, dir string) (Tree, error) {
	dir = filepath.Join(dir, name)
	if err := os.Mkdir(dir, 0o755); err != nil {
		return Tree{}, err
	}
	t := Tree{Name: name, Record: filepath.Join(m.Folder, name), Context: filepath.Join(dir, name), meta: filepath.Join(dir, "meta")}
	cmd := exec.CommandContext(ctx, "bash", filepath.Join(m.Folder, "maketree.sh"), filepath.Join(t.Record, "recipe.sh"), dir)
	cmd.Env = append(os.Environ(), "MKNODE="+m.Mknode, "NOBODY=can")
	out, err := cmd.CombinedOutput()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == 77 {
		return Tree{}, ImpossibleError{strings.TrimSpace(string(out))}
	}
	if err != nil || len(out) > 0 {
		return Tree{}, fmt.Errorf("making %s: %w\n%s", name, err, out)
	}
	t.Nobody = len(t.list("nobody")) > 0
	return t, os.Rename(filepath.Join(dir, "ctx"), t.Context)
}

// Remove removes a tree that was made.
func (t Tree) Remove() { os.RemoveAll(filepath.Dir(t.Context)) }

// Renamed is the tree with its context under another name, until restore is called. A builder has not seen it yet.
func (t Tree) Renamed(name string) (renamed Tree, restore func() error, err error) {
	old := t.Context
	t.Context = filepath.Join(filepath.Dir(old), name)
	return t, func() error { return os.Rename(t.Context, old) }, os.Rename(old, t.Context)
}

// Whole is a directory of this machine as a tree, to be built as a whole by the Dockerfile at that path.
func Whole(name, dir, dockerfile string) Tree {
	return Tree{Name: name, Context: dir, file: dockerfile}
}

// The lists of arguments that a recipe may have, one for each builder.
const (
	Buildx  = "bxargs"
	Docker  = "dkargs"
	Buildah = "baargs"
)

// Args are the arguments of a build that runs in the context, the context itself included.
func (t Tree) Args(list string) []string {
	var args []string
	if file := t.dockerfile(); file != "" {
		args = append(args, "-f", file)
	}
	return append(append(args, t.list(list)...), ".")
}

// dockerfile is what the build is told of the Dockerfile.
func (t Tree) dockerfile() string {
	if t.file != "" {
		return t.file
	}
	switch file := t.list("df"); {
	case len(file) == 0:
		return "Dockerfile"
	case file[0] == "none":
		return ""
	default:
		return file[0]
	}
}

// CopyAll is the Dockerfile of a build that takes everything.
const CopyAll = "FROM scratch\nCOPY . /\n"

// CopiesAll reports whether the image of this tree is the context under its own names.
func (t Tree) CopiesAll() bool {
	file := t.dockerfile()
	if file == "" {
		return false
	}
	if !filepath.IsAbs(file) {
		file = filepath.Join(t.Context, file)
	}
	text, err := os.ReadFile(file)
	return err == nil && string(text) == CopyAll
}

// Client is how the clients run for this tree.
func (t Tree) Client(env ...string) sandbox.Client {
	return sandbox.Client{Dir: t.Context, Env: env, Nobody: t.Nobody}
}

// list reads what a recipe left, one a line.
func (t Tree) list(name string) []string {
	if t.meta == "" {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(t.meta, name))
	if err != nil || len(data) == 0 {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}
