package main_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// outsideMark is in the names and contents outside of the build context.
const outsideMark = "OUTSIDE-MARK"

// TestChurn runs commands while the build context changes: files vanish, grow
// and come back as links, directories as links that lead out, FIFOs and files.
// Nothing outside is ever listed, read or written, and every command ends with
// an answer or a reason.
func TestChurn(t *testing.T) {
	top := t.TempDir()
	dir, outside := filepath.Join(top, "app"), filepath.Join(top, "outside")
	for _, name := range []string{"a/" + outsideMark, "a/b/" + outsideMark, outsideMark, "plain", "package.json", "Dockerfile", ".dockerignore"} {
		put(t, filepath.Join(outside, name), "FROM scratch\nCOPY "+outsideMark+" /\n")
	}
	put(t, filepath.Join(dir, "Dockerfile"), "FROM scratch\nCOPY package.json /\nCOPY . /\n")
	before := listing(t, outside)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var churning sync.WaitGroup
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for seed := range uint64(2) {
		churning.Go(func() { churn(ctx, root, outside, rand.New(rand.NewPCG(seed, 1))) })
	}
	program := programOf(t)
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	for range rounds {
		for _, line := range []string{
			"ls", "ls --builder classic", "ls --builder buildah --format ndjson", "analyze", "analyze --format json --builder classic", "explain a/b",
			"check --max-size 1GB", "suggest", "suggest --write", "suggest --mode allow --write", "lint", "lint --builder all --format sarif", "lint --unsafe-fixes",
		} {
			duringChurn(t, program, dir, strings.Fields(line))
		}
	}
	stop()
	churning.Wait()
	if after := listing(t, outside); after != before {
		t.Errorf("outside was\n%s\nand is\n%s", before, after)
	}
}

// duringChurn runs a command and looks at how it ends.
func duringChurn(t *testing.T, program, dir string, args []string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, program, args...)
	var out, said bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &said
	err := cmd.Run()
	status := cmd.ProcessState.ExitCode()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	all := out.String() + said.String()
	switch {
	case ctx.Err() != nil:
		t.Fatalf("%v does not end", args)
	case status != 0 && status != 1 && status != 3, status == 3 && said.Len() == 0, strings.Contains(all, "goroutine "):
		t.Errorf("%v: status %d\n%s", args, status, all)
	case strings.Contains(all, outsideMark):
		t.Errorf("%v shows what is outside:\n%s", args, all)
	}
}

// churn changes a directory until it is told to stop, and nothing outside of it.
// What fails, because another does the same, does not matter.
func churn(ctx context.Context, root *os.Root, outside string, random *rand.Rand) {
	names := []string{"a", "a/b", "a/b/c", "d", "d/e", "package.json", ".dockerignore", "f", ".gitignore"}
	for ctx.Err() == nil {
		name := names[random.IntN(len(names))]
		switch random.IntN(7) {
		case 0:
			_ = root.RemoveAll(name)
		case 1:
			_ = root.MkdirAll(name, 0o755)
		case 2:
			fill(root, name, os.O_CREATE|os.O_TRUNC, bytes.Repeat([]byte("node_modules\n"), random.IntN(2000)))
		case 3:
			fill(root, name, os.O_APPEND, make([]byte, 1<<12))
		case 4:
			swap(root, name, func(aside string) error { return root.Symlink(outside, aside) })
		case 5:
			swap(root, name, func(aside string) error { return root.Symlink(filepath.Join(outside, "plain"), aside) })
		case 6:
			swap(root, name, func(aside string) error { return syscall.Mkfifo(filepath.Join(root.Name(), aside), 0o644) })
		}
		time.Sleep(50 * time.Microsecond)
	}
}

// fill writes to a file that may have become anything.
func fill(root *os.Root, name string, flag int, content []byte) {
	f, err := root.OpenFile(name, os.O_WRONLY|syscall.O_NONBLOCK|flag, 0o644)
	if err != nil {
		return
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		_, _ = f.Write(content)
	}
}

// swap puts something else in the place of a file or directory.
func swap(root *os.Root, name string, put func(aside string) error) {
	aside := fmt.Sprint("aside", rand.IntN(1000))
	if put(aside) == nil {
		_ = root.RemoveAll(name)
		_ = root.Rename(aside, name)
	}
	_ = root.RemoveAll(aside)
}

// programOf is the program, which is the test binary under its name.
func programOf(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "buildctx")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	return program
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// listing is all that is below a directory, with what it holds.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		text, _ := os.ReadFile(path)
		fmt.Fprintf(&out, "%s %v %q\n", path, d.Type(), text)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
