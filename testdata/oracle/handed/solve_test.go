//go:build linux

package handed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/llbsolver/file"
	"github.com/moby/buildkit/solver/pb"
	"github.com/moby/patternmatcher/ignorefile"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	"github.com/tonistiigi/fsutil"
	copy "github.com/tonistiigi/fsutil/copy"
)

// A solver stands where buildkitd is. It converts a Dockerfile with BuildKit's frontend, fetches the build context as
// BuildKit's client sends it, and has BuildKit's own backend do what COPY and ADD ask for, over directories. A RUN does
// what [run] says.
type solver struct {
	t        *testing.T
	root     string   // the build context
	tree     []string // its files
	excludes []string
	dir      string // where results are
	made     int
	ops      map[string]*pb.Op // by digest
	uses     map[place]int
	done     map[place]result
	backend  *file.Backend
}

// A place is an output of a vertex.
type place struct {
	vertex string
	output int64
}

// A result is a directory, or why there is none.
type result struct {
	dir string
	err error
}

// every is the stage that is added to a Dockerfile to have all others built.
const every = "every-stage"

// stages builds all stages, named s0, s1 and so on, and returns what becomes of each. It fails where
// BuildKit refuses the Dockerfile.
func (b build) stages(t *testing.T, root, dir, ignore string) (out []result, err error) {
	t.Helper()
	excludes, err := ignorefile.ReadAll(strings.NewReader(ignore))
	if err != nil {
		return nil, err
	}
	text := b.text() + "FROM scratch AS " + every + "\nRUN"
	for k := range b.count {
		text += fmt.Sprintf(" --mount=from=s%d,target=/%d", k, k)
	}
	s := &solver{
		t: t, root: root, dir: dir, excludes: excludes,
		ops: map[string]*pb.Op{}, uses: map[place]int{}, done: map[place]result{}, backend: newBackend(t),
	}
	for _, e := range b.entries() {
		if e.Target == "" {
			s.tree = append(s.tree, e.Path)
		}
	}
	last, err := s.convert(text + " true\n")
	if err != nil {
		return nil, err
	}
	out = make([]result, b.count)
	for _, m := range s.ops[last].GetExec().Mounts {
		if k, err := strconv.Atoi(strings.TrimPrefix(m.Dest, "/")); err == nil {
			out[k] = s.read(s.ops[last], m.Input)
		}
	}
	return out, nil
}

// convert loads the definition and returns its last vertex, which is the RUN of the stage that was added.
func (s *solver) convert(dockerfile string) (last string, err error) {
	caps := pb.Caps.CapSet(pb.Caps.All())
	ctx := context.Background()
	llb, err := dockerfile2llb.Dockerfile2LLB(ctx, []byte(dockerfile), dockerfile2llb.ConvertOpt{
		Config: dockerui.Config{
			BuildArgs:      map[string]string{},
			BuildPlatforms: []ocispecs.Platform{platforms.Normalize(platforms.DefaultSpec())},
		},
		MetaResolver: resolver{}, LLBCaps: &caps,
	})
	if err != nil {
		return "", err
	}
	def, err := llb.State.Marshal(ctx)
	if err != nil {
		return "", err
	}
	for _, dt := range def.ToPB().Def {
		var op pb.Op
		if err := op.Unmarshal(dt); err != nil {
			return "", err
		}
		if op.Op == nil {
			last = op.Inputs[0].Digest
			continue
		}
		s.ops[digest.FromBytes(dt).String()] = &op
		for _, in := range inputs(&op) {
			if in >= 0 && int(in) < len(op.Inputs) {
				s.uses[at(&op, in)]++
			}
		}
	}
	return last, nil
}

// A resolver makes every image work in /w.
type resolver struct{}

func (resolver) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	config, err := json.Marshal(ocispecs.Image{
		Platform: platforms.Normalize(platforms.DefaultSpec()),
		Config:   ocispecs.ImageConfig{WorkingDir: "/w"},
		RootFS:   ocispecs.RootFS{Type: "layers", DiffIDs: []digest.Digest{digest.FromString("layer")}},
	})
	return ref, "", config, err
}

// inputs are the numbers by which an operation refers to its inputs, each as often as it does.
func inputs(op *pb.Op) (out []int64) {
	for _, a := range op.GetFile().GetActions() {
		out = append(out, a.Input, a.SecondaryInput)
	}
	for _, m := range op.GetExec().GetMounts() {
		out = append(out, m.Input)
	}
	for _, in := range op.GetMerge().GetInputs() {
		out = append(out, in.Input)
	}
	return out
}

func at(op *pb.Op, input int64) place {
	return place{op.Inputs[input].Digest, op.Inputs[input].Index}
}

// read is an input that is not changed. Without one it is an empty directory.
func (s *solver) read(op *pb.Op, input int64) result {
	if input < 0 {
		return result{dir: s.empty()}
	}
	return s.solve(at(op, input))
}

// take is an input to be changed: a copy, unless nobody else asks for it.
func (s *solver) take(op *pb.Op, input int64) result {
	from := s.read(op, input)
	if input < 0 || from.err != nil || s.uses[at(op, input)] == 1 {
		return from
	}
	return result{dir: s.clone(from.dir)}
}

func (s *solver) empty() string {
	s.made++
	dir := filepath.Join(s.dir, strconv.Itoa(s.made))
	if err := os.Mkdir(dir, 0o755); err != nil {
		s.t.Fatal(err)
	}
	return dir
}

func (s *solver) clone(dir string) string {
	to := s.empty()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		s.t.Fatal(err)
	}
	return to
}

func (s *solver) solve(p place) result {
	if r, ok := s.done[p]; ok {
		return r
	}
	switch op := s.ops[p.vertex]; op.Op.(type) {
	case *pb.Op_Source:
		s.done[p] = s.source(op.GetSource())
	case *pb.Op_File:
		s.file(p.vertex, op)
	case *pb.Op_Exec:
		s.done[p] = s.exec(op)
	case *pb.Op_Merge:
		s.done[p] = s.merge(op)
	default:
		s.t.Fatalf("unknown operation %v", op)
	}
	return s.done[p]
}

// source is an image with a shell, or what the client sends of the build context.
func (s *solver) source(src *pb.SourceOp) result {
	into := s.empty()
	if strings.HasPrefix(src.Identifier, "docker-image://") {
		return result{into, os.WriteFile(filepath.Join(into, "shell"), []byte("an image has it"), 0o644)}
	}
	var follow []string
	if list, ok := src.Attrs[pb.AttrFollowPaths]; ok {
		if err := json.Unmarshal([]byte(list), &follow); err != nil {
			s.t.Fatal(err)
		}
	}
	base, err := fsutil.NewFS(s.root)
	if err != nil {
		s.t.Fatal(err)
	}
	sender, err := fsutil.NewFilterFS(base, &fsutil.FilterOpt{ExcludePatterns: s.excludes, FollowPaths: follow})
	if err != nil {
		return result{err: err}
	}
	return result{into, sender.Walk(s.t.Context(), "", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		from, to := filepath.Join(s.root, name), filepath.Join(into, name)
		switch {
		case entry.IsDir():
			return os.Mkdir(to, 0o755)
		case entry.Type()&fs.ModeSymlink != 0:
			target, err := os.Readlink(from)
			return errors.Join(err, os.Symlink(target, to))
		}
		text, err := os.ReadFile(from)
		return errors.Join(err, os.WriteFile(to, text, 0o644))
	})}
}

// merge lays directories over each other, which is what COPY --link comes to.
func (s *solver) merge(op *pb.Op) result {
	into := s.empty()
	for _, in := range op.GetMerge().Inputs {
		from := s.read(op, in.Input)
		if from.err != nil {
			return from
		}
		err := copy.Copy(s.t.Context(), from.dir, "/", into, "/", func(ci *copy.CopyInfo) {
			ci.CopyDirContents, ci.AlwaysReplaceExistingDestPaths = true, true
		})
		if err != nil {
			return result{err: err}
		}
	}
	return result{dir: into}
}

// file does the actions one after the other (solver/llbsolver/ops/file.go, FileOpSolver): an input is one of the
// operation or, behind those, what another action has made.
func (s *solver) file(vertex string, op *pb.Op) {
	var made []result
	for _, a := range op.GetFile().Actions {
		input := func(n int64, get func(*pb.Op, int64) result) result {
			if n < int64(len(op.Inputs)) {
				return get(op, n)
			}
			return made[n-int64(len(op.Inputs))]
		}
		to := input(a.Input, s.take)
		if copied := a.GetCopy(); copied != nil {
			from := input(a.SecondaryInput, s.read)
			if to.err = errors.Join(to.err, from.err); to.err == nil {
				to.err = s.backend.Copy(s.t.Context(), mounted(s.t, from.dir), mounted(s.t, to.dir), nil, nil, copied)
			}
		} else if to.err == nil {
			to.err = s.act(to.dir, a)
		}
		made = append(made, to)
		if a.Output >= 0 {
			s.done[place{vertex, a.Output}] = to
		}
	}
}

func (s *solver) act(dir string, a *pb.FileAction) error {
	m := mounted(s.t, dir)
	switch what := a.Action.(type) {
	case *pb.FileAction_Mkdir:
		return s.backend.Mkdir(s.t.Context(), m, nil, nil, what.Mkdir)
	case *pb.FileAction_Mkfile:
		return s.backend.Mkfile(s.t.Context(), m, nil, nil, what.Mkfile)
	}
	return fmt.Errorf("unknown action %v", a)
}
