//go:build linux

package oracle

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/moby/buildkit/frontend/dockerfile/builder"
	"github.com/moby/buildkit/session"
	"github.com/moby/buildkit/session/filesync"
	"github.com/moby/buildkit/session/testutil"
	"github.com/moby/buildkit/util/bklog"
	"github.com/tonistiigi/fsutil"
	fstypes "github.com/tonistiigi/fsutil/types"

	"github.com/buildctx/buildctx/context/needs"

	_ "github.com/moby/buildkit/util/grpcutil/encoding/proto" // how packets are written
)

// TestTransfers runs BuildKit's complete frontend and its file transfer, both ends of it, on random trees, Dockerfiles,
// ignore files and named contexts, and compares every transfer of the build, with its figure, with what the program
// says. Only what a daemon does with the files afterwards is left out.
func TestTransfers(t *testing.T) {
	bklog.L.Logger.SetOutput(io.Discard) // it tells of every connection that ends
	program := filepath.Join(t.TempDir(), "buildctx")
	if out, err := exec.Command("go", "build", "-C", "../..", "-o", program, "./cmd/buildctx").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	compared, unknown, refused, bad := 0, 0, 0, 0
	for i := range uint64(*dockerfileCount / 4) {
		b := makeBuild(t, i+1_000_000**seed)
		theirs, err := b.transfers(t)
		ours := b.predicted(t, program)
		switch {
		case err != nil:
			if refused++; ours.status == 0 && len(ours.Unknowns) == 0 && !ignored(err) {
				bad++
				t.Errorf("seed %d: BuildKit says %v, the program nothing\n%s", i, err, b)
			}
		case slices.ContainsFunc(ours.Transfers, func(t transfer) bool { return t.Cold == nil }) || len(ours.Unknowns) > 0:
			unknown++
		default:
			compared++
			if d := diff(theirs, ours.list()); d != "" {
				bad++
				t.Errorf("seed %d: status %d\n%s\n%s", i, ours.status, d, b)
			}
		}
		if bad > 5 {
			break
		}
	}
	t.Logf("%d builds compared, %d unknown, %d refused, %d disagreements", compared, unknown, refused, bad)
}

// A transfer is one as the program reports it.
type transfer struct {
	Name    string   `json:"name"`
	Follow  []string `json:"follow"`
	Exclude []string `json:"exclude"`
	Cold    *int64   `json:"wire_cold"`
}

// line is a transfer in a form that can be compared.
func line(name string, follow, exclude []string, figure int64) string {
	paths := "everything"
	if follow != nil {
		follow = slices.Clone(follow)
		slices.Sort(follow)
		paths = fmt.Sprintf("%q", slices.Compact(follow))
	}
	return fmt.Sprintf("%s: %s but %q: %d bytes", name, paths, append([]string{}, exclude...), figure)
}

// A report is what the program says.
type report struct {
	Transfers []transfer `json:"transfers"`
	Unknowns  []string   `json:"unknowns"`
	status    int
}

func (r report) list() []string {
	var out []string
	for _, t := range r.Transfers {
		out = append(out, line(t.Name, t.Follow, t.Exclude, *t.Cold))
	}
	slices.Sort(out)
	return out
}

// A build is a directory with everything that a command line says of it.
type build struct {
	root       string
	dockerfile string
	ignore     string
	opts       needs.Options
}

func (b build) String() string {
	tree, _ := exec.Command("find", b.root, "-printf", "%y %P -> %l\n").Output()
	return fmt.Sprintf("%s\n--- .dockerignore\n%s\n--- options %+v\n--- tree\n%s", b.dockerfile, b.ignore, b.opts, tree)
}

// makeBuild makes a build at random. The names of its files are those that the Dockerfiles ask for.
func makeBuild(t *testing.T, seed uint64) build {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 77))
	root, err := os.MkdirTemp(memory(), "oracle-build")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	b := build{root: root}
	b.dockerfile, b.opts = makeDockerfile(seed, 5)
	if r.IntN(2) == 0 {
		b.opts.Platforms = nil
	}
	words := []string{"a.txt", "src", "main.go", "b", "dir", "x.c", "lib", "pka", "go.mod", "!x", "app", "é", "z", "file", "bin", "amd64", "common"}
	for _, dir := range []string{"ctx", "other", "more"} {
		fillAtRandom(t, r, filepath.Join(root, dir), words, 3)
	}
	for name := range map[string]bool{"other": r.IntN(2) == 0, "more": r.IntN(3) == 0} {
		if r.IntN(2) == 0 {
			b.opts.NamedContexts = append(b.opts.NamedContexts, name+"="+filepath.Join(root, name))
		}
	}
	slices.Sort(b.opts.NamedContexts)
	var patterns []string
	for range r.IntN(4) {
		patterns = append(patterns, []string{"", "", "!"}[r.IntN(3)]+[]string{"", "", "*/", "**/", "src/"}[r.IntN(5)]+append(words, "*", "*.txt", "Dockerfile")[r.IntN(len(words)+3)])
	}
	if b.ignore = strings.Join(patterns, "\n"); len(patterns) > 0 {
		for _, name := range [][]string{{"ctx/.dockerignore"}, {"ctx/Dockerfile.dockerignore"}, {"other/.dockerignore", "ctx/.dockerignore"}}[r.IntN(3)] {
			put(t, filepath.Join(root, name), b.ignore)
		}
	}
	put(t, filepath.Join(root, "ctx", "Dockerfile"), b.dockerfile)
	return b
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func fillAtRandom(t *testing.T, r *rand.Rand, dir string, words []string, depth int) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for range 2 + r.IntN(6) {
		word := words[r.IntN(len(words))]
		name := filepath.Join(dir, word)
		if _, err := os.Lstat(name); err == nil {
			continue
		}
		switch n := r.IntN(10); {
		case n < 3 && depth > 0:
			fillAtRandom(t, r, name, words, depth-1)
		case n == 3:
			target := []string{"", "../", "/"}[r.IntN(3)] + words[r.IntN(len(words))]
			if err := os.Symlink(target, name); err != nil {
				t.Fatal(err)
			}
		default:
			put(t, name, strings.Repeat("x", r.IntN(50)))
		}
	}
}

// predicted is what the program says of the build.
func (b build) predicted(t *testing.T, program string) report {
	t.Helper()
	args := []string{"analyze", "--format", "json", "--target", b.opts.Target, filepath.Join(b.root, "ctx")}
	for _, key := range slices.Sorted(maps.Keys(b.opts.BuildArgs)) {
		args = append(args, "--build-arg", key+"="+b.opts.BuildArgs[key])
	}
	for _, c := range b.opts.NamedContexts {
		args = append(args, "--build-context", c)
	}
	for _, p := range b.opts.Platforms {
		args = append(args, "--platform", p)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	err := cmd.Run()
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
		t.Fatalf("%v: %s\n%s", args, stderr.String(), b)
	}
	r.status = cmd.ProcessState.ExitCode()
	return r
}

// transfers runs the frontend against a daemon that fetches every directory that it is asked for.
func (b build) transfers(t *testing.T) (list []string, err error) {
	t.Helper()
	dirs := filesync.StaticDirSource{}
	options := map[string]string{"filename": "Dockerfile"}
	add := func(name, dir string) {
		base, err := fsutil.NewFS(dir)
		if err != nil {
			t.Fatal(err)
		}
		dirs[name], err = fsutil.NewFilterFS(base, &fsutil.FilterOpt{Map: func(_ string, s *fstypes.Stat) fsutil.MapResult {
			s.Uid, s.Gid = 0, 0
			return fsutil.MapResultKeep
		}})
		if err != nil {
			t.Fatal(err)
		}
	}
	add("context", filepath.Join(b.root, "ctx"))
	add("dockerfile", filepath.Join(b.root, "ctx"))
	for _, c := range b.opts.NamedContexts {
		name, dir, _ := strings.Cut(c, "=")
		add(name, dir)
		options["context:"+name] = "local:" + name
	}
	for k, v := range b.opts.BuildArgs {
		options["build-arg:"+k] = v
	}
	if b.opts.Target != "" {
		options["target"] = b.opts.Target
	}
	if len(b.opts.Platforms) > 0 {
		options["platform"] = strings.Join(b.opts.Platforms, ",")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	sessions, err := session.NewManager()
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.NewSession(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	s.Allow(filesync.NewFSSyncProvider(dirs))
	go func() { _ = s.Run(ctx, session.Dialer(testutil.TestStream(testutil.Handler(sessions.HandleConn)))) }()
	defer s.Close()
	caller, err := sessions.Get(ctx, s.ID(), false)
	if err != nil {
		t.Fatal(err)
	}
	d := &fetcher{daemon: &daemon{options: options, asked: map[string][]string{}}, caller: caller, into: t.TempDir(), done: map[string]string{}}
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	_, err = builder.Build(ctx, d)
	slices.Sort(d.list)
	return d.list, err
}
