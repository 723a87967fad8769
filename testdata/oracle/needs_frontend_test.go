package oracle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/builder"
	gateway "github.com/moby/buildkit/frontend/gateway/client"
	gwpb "github.com/moby/buildkit/frontend/gateway/pb"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"
	fstypes "github.com/tonistiigi/fsutil/types"

	"github.com/buildctx/buildctx/context/needs"
)

// daemon stands where the frontend expects buildkitd. It has one file to give
// out, the Dockerfile, and records what is asked of the client.
type daemon struct {
	images
	dockerfile string
	options    map[string]string

	mu    sync.Mutex
	asked map[string][]string // by context, sorted and without duplicates
}

func (d *daemon) BuildOpts() gateway.BuildOpts {
	return gateway.BuildOpts{
		Opts:    d.options,
		LLBCaps: pb.Caps.CapSet(pb.Caps.All()),
		Caps:    gwpb.Caps.CapSet(gwpb.Caps.All()),
		Workers: []gateway.WorkerInfo{{Platforms: []ocispecs.Platform{platforms.Normalize(platforms.DefaultSpec())}}},
	}
}

// Solve records the vertices that load from the client.
func (d *daemon) Solve(_ context.Context, req gateway.SolveRequest) (*gateway.Result, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, dt := range req.Definition.GetDef() {
		var op pb.Op
		if err := op.Unmarshal(dt); err != nil {
			return nil, err
		}
		name, ok := strings.CutPrefix(op.GetSource().GetIdentifier(), "local://")
		if !ok || name == "dockerfile" {
			continue
		}
		request := "everything"
		if list, ok := op.GetSource().Attrs[pb.AttrFollowPaths]; ok {
			var paths []string
			if err := json.Unmarshal([]byte(list), &paths); err != nil {
				return nil, err
			}
			slices.Sort(paths)
			request = fmt.Sprintf("%q", slices.Compact(paths))
		}
		if request != `[".dockerignore"]` && !slices.Contains(d.asked[name], request) {
			d.asked[name] = append(d.asked[name], request)
			slices.Sort(d.asked[name])
		}
	}
	result := gateway.NewResult()
	result.SetRef(snapshot{d.dockerfile})
	return result, nil
}

func (d *daemon) Inputs(context.Context) (map[string]llb.State, error) { return nil, nil }

func (d *daemon) NewContainer(context.Context, gateway.NewContainerRequest) (gateway.Container, error) {
	return nil, errors.ErrUnsupported
}

func (d *daemon) Warn(context.Context, digest.Digest, string, gateway.WarnOpts) error { return nil }

func (d *daemon) ResolveSourceMetadata(context.Context, *pb.SourceOp, sourceresolver.Opt) (*sourceresolver.MetaResponse, error) {
	return nil, errors.ErrUnsupported
}

// snapshot is a result with a Dockerfile in it.
type snapshot struct{ dockerfile string }

func (s snapshot) ReadFile(_ context.Context, req gateway.ReadRequest) ([]byte, error) {
	if req.Filename != "Dockerfile" {
		return nil, fs.ErrNotExist
	}
	return []byte(s.dockerfile), nil
}

func (snapshot) StatFile(context.Context, gateway.StatRequest) (*fstypes.Stat, error) {
	return nil, fs.ErrNotExist
}

func (snapshot) ReadDir(context.Context, gateway.ReadDirRequest) ([]*fstypes.Stat, error) {
	return nil, fs.ErrNotExist
}

func (snapshot) ToState() (llb.State, error)    { return llb.Scratch(), nil }
func (snapshot) Evaluate(context.Context) error { return nil }

// frontend runs BuildKit's complete frontend.
func frontend(dockerfile string, opts needs.Options) (asked map[string][]string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	d := &daemon{dockerfile: dockerfile, options: map[string]string{}, asked: map[string][]string{}}
	for k, v := range opts.BuildArgs {
		d.options["build-arg:"+k] = v
	}
	if opts.Target != "" {
		d.options["target"] = opts.Target
	}
	if len(opts.Platforms) > 0 {
		d.options["platform"] = strings.Join(opts.Platforms, ",")
	}
	for _, c := range opts.NamedContexts {
		name, value, given := strings.Cut(c, "=")
		if !given || !strings.Contains(value, "://") {
			value = "local:" + name
		}
		d.options["context:"+name] = value
	}
	_, err = builder.Build(context.Background(), d)
	return d.asked, err
}

// addContexts adds named contexts and further platforms to the options.
func addContexts(opts *needs.Options, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 99))
	for range r.IntN(4) {
		names := []string{"other", "more", "s0", "s1", "alpine", "busybox:1", "scratch", "context", "other::linux/arm64", "docker.io/library/golang:1.22"}
		name := names[r.IntN(len(names))]
		if name == "docker.io/library/golang:1.22" {
			name = "golang:1.22" // buildx hands over the short name
		}
		switch r.IntN(6) {
		case 0:
			name += "=docker-image://debian:12"
		case 1:
			name += "=https://example.com/x.git"
		case 2:
			name += "=../dir"
		}
		opts.NamedContexts = append(opts.NamedContexts, name)
	}
	if r.IntN(3) == 0 {
		opts.Platforms = [][]string{{"linux/amd64", "linux/arm64"}, {"linux/arm64,linux/arm/v7", "linux/386"}, {"linux/amd64,linux/amd64"}}[r.IntN(3)]
	}
}

// TestNeedsFrontend compares with the complete frontend, which knows named
// contexts and several platforms: what every transfer of every context asks for.
func TestNeedsFrontend(t *testing.T) {
	refused, named, several, bad := 0, 0, 0, 0
	for i := range uint64(*dockerfileCount) {
		dockerfile, opts := makeDockerfile(i, 4)
		addContexts(&opts, i)
		want, wantErr := frontend(dockerfile, opts)
		difference := ""
		if set, err := needs.Analyze([]byte(dockerfile), opts); wantErr != nil {
			refused++
			if err == nil && len(set.Problems) == 0 && len(set.Unknowns) == 0 && !ignored(wantErr) {
				difference = fmt.Sprintf("BuildKit refuses: %v", wantErr)
			}
		} else if err != nil {
			difference = fmt.Sprintf("needs refuses: %v", err)
		} else if len(set.Problems) > 0 {
			difference = fmt.Sprintf("needs refuses: %v", set.Problems)
		} else {
			difference = compareTransfers(set, opts, want)
			if len(want) > 1 {
				named++
			}
			if len(want["context"]) > 1 {
				several++
			}
		}
		if difference != "" {
			bad++
			if bad <= 8 {
				t.Errorf("seed %d, options %+v\n%s\n%s", i, opts, dockerfile, difference)
			}
		}
	}
	t.Logf("%d Dockerfiles compared, %d of them refused, %d with transfers of named contexts too, %d with other paths for other platforms, %d disagreements",
		*dockerfileCount, refused, named, several, bad)
}

func compareTransfers(set *needs.Set, opts needs.Options, want map[string][]string) string {
	got := map[string][]string{}
	names := []string{""}
	for _, c := range opts.NamedContexts {
		name, _, _ := strings.Cut(c, "=")
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		for _, r := range set.Requests(name) {
			text := "everything"
			if !r.Whole {
				text = fmt.Sprintf("%q", r.Paths)
			}
			if name == "" {
				name = "context"
			}
			if !slices.Contains(got[name], text) {
				got[name] = append(got[name], text)
				slices.Sort(got[name])
			}
		}
	}
	if fmt.Sprint(got) == fmt.Sprint(want) {
		return ""
	}
	return fmt.Sprintf("BuildKit asks for %v\nneeds says        %v", want, got)
}
