package oracle

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/containerd/platforms"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerui"
	"github.com/moby/buildkit/solver/pb"
	digest "github.com/opencontainers/go-digest"
	ocispecs "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/buildctx/buildctx/context/needs"
)

var dockerfileCount = flag.Int("dockerfiles", 800, "number of random Dockerfiles to compare")

// images resolves every image to one layer with the given environment.
type images struct{ env []string }

func (i images) ResolveImageConfig(_ context.Context, ref string, opt sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	platform := ocispecs.Platform{OS: "linux", Architecture: "amd64"}
	if opt.ImageOpt != nil && opt.ImageOpt.Platform != nil {
		platform = *opt.ImageOpt.Platform
	}
	config, err := json.Marshal(ocispecs.Image{
		Platform: platform,
		Config:   ocispecs.ImageConfig{Env: i.env, WorkingDir: "/w"},
		RootFS:   ocispecs.RootFS{Type: "layers", DiffIDs: []digest.Digest{digest.FromString("layer")}},
	})
	return ref, "", config, err
}

// asked is what the vertex of the main context asks for.
type asked struct {
	paths []string
	whole bool
}

func (a asked) String() string {
	if a.whole {
		return "everything"
	}
	return fmt.Sprintf("%q", a.paths)
}

// buildkit asks BuildKit's own frontend.
func buildkit(dockerfile string, opts needs.Options, env []string) (a asked, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	caps := pb.Caps.CapSet(pb.Caps.All())
	config := dockerui.Config{
		Target:         opts.Target,
		BuildArgs:      maps.Clone(opts.BuildArgs),
		BuildPlatforms: []ocispecs.Platform{platforms.Normalize(platforms.DefaultSpec())},
	}
	if config.BuildArgs == nil {
		config.BuildArgs = map[string]string{}
	}
	convert := dockerfile2llb.ConvertOpt{Config: config, MetaResolver: images{env}, LLBCaps: &caps}
	for _, p := range opts.Platforms {
		platform, err := platforms.Parse(p)
		if err != nil {
			return asked{}, err
		}
		platform = platforms.Normalize(platform)
		convert.TargetPlatform = &platform
	}
	ctx := context.Background()
	result, err := dockerfile2llb.Dockerfile2LLB(ctx, []byte(dockerfile), convert)
	if err != nil {
		return asked{}, err
	}
	def, err := result.State.Marshal(ctx)
	if err != nil {
		return asked{}, err
	}
	seen := false
	for _, dt := range def.ToPB().Def {
		var op pb.Op
		if err := op.Unmarshal(dt); err != nil {
			return asked{}, err
		}
		source := op.GetSource()
		if source == nil || source.Identifier != "local://context" {
			continue
		}
		if seen {
			return asked{}, errors.New("two vertices for one context")
		}
		seen = true
		list, ok := source.Attrs[pb.AttrFollowPaths]
		if !ok {
			a.whole = true
			continue
		}
		if err := json.Unmarshal([]byte(list), &a.paths); err != nil {
			return asked{}, err
		}
		slices.Sort(a.paths)
		a.paths = slices.Compact(a.paths)
	}
	return a, nil
}

// notChecked are complaints of BuildKit about values that do not matter to what
// is sent; needs does not look for them.
var notChecked = []string{
	"--chown", // a name together with --link
	"invalid chmod",
	"on Windows",
}

func ignored(err error) bool {
	return slices.ContainsFunc(notChecked, func(n string) bool { return strings.Contains(err.Error(), n) })
}

// compare returns how the two sides differ, "" if they agree.
func compare(dockerfile string, opts needs.Options, env []string) (difference string, refused bool) {
	want, wantErr := buildkit(dockerfile, opts, env)
	set, err := needs.Analyze([]byte(dockerfile), opts)
	var problems []string
	if err != nil {
		problems = append(problems, err.Error())
	} else {
		for _, p := range set.Problems {
			problems = append(problems, p.Message)
		}
	}
	if wantErr != nil {
		if set != nil && len(set.Unknowns) > 0 {
			return "", true // it may depend on the base image
		}
		if ignored(wantErr) {
			return "", true
		}
		if len(problems) == 0 {
			return fmt.Sprintf("BuildKit refuses: %v", wantErr), true
		}
		// Of several bad names BuildKit reports any: it resolves them in parallel.
		// Its words may hold what the base image has set.
		if env == nil && !slices.ContainsFunc(problems, func(p string) bool { return strings.Contains(wantErr.Error(), p) }) {
			return fmt.Sprintf("BuildKit refuses: %v\nneeds refuses: %v", wantErr, problems), true
		}
		return "", true
	}
	if len(problems) > 0 {
		return fmt.Sprintf("BuildKit asks for %v\nneeds refuses: %v", want, problems), true
	}
	var got asked
	got.paths, got.whole = set.FollowPaths("")
	if got.String() == want.String() {
		return "", false
	}
	if env != nil && slices.ContainsFunc(set.Sources, func(s needs.Source) bool { return s.Unknown != "" }) {
		return "", false // it said so
	}
	return fmt.Sprintf("BuildKit asks for %v\nneeds says        %v", want, got), false
}

// TestNeeds compares what needs says with what BuildKit's frontend asks for, for
// random Dockerfiles.
func TestNeeds(t *testing.T) {
	refused, bad := 0, 0
	for i := range uint64(*dockerfileCount) {
		dockerfile, opts := makeDockerfile(i, 1)
		difference, no := compare(dockerfile, opts, nil)
		if no {
			refused++
		}
		if difference != "" {
			bad++
			if bad <= 10 {
				t.Errorf("seed %d, options %+v\n%s\n%s", i, opts, dockerfile, difference)
			}
		}
	}
	t.Logf("%d Dockerfiles compared, %d of them refused, %d disagreements", *dockerfileCount, refused, bad)
}

// TestNeedsOfImages does the same with base images that set variables: either
// the lists agree or the source is marked as unknown.
func TestNeedsOfImages(t *testing.T) {
	env := []string{"A=image", "BASE=b/a/s/e", "DIR=/d", "PATH=/p", "TARGETARCH=odd"}
	bad := 0
	for i := range uint64(*dockerfileCount) / 2 {
		dockerfile, opts := makeDockerfile(i, 2)
		if difference, _ := compare(dockerfile, opts, env); difference != "" {
			bad++
			if bad <= 10 {
				t.Errorf("seed %d, options %+v\n%s\n%s", i, opts, dockerfile, difference)
			}
		}
	}
	t.Logf("%d Dockerfiles compared, %d disagreements", *dockerfileCount/2, bad)
}

// TestNeedsCorpus compares the Dockerfiles in needs/, each a feature by itself.
func TestNeedsCorpus(t *testing.T) {
	files, err := filepath.Glob("needs/*.Dockerfile")
	if err != nil || len(files) == 0 {
		t.Fatalf("no Dockerfiles in needs (%v)", err)
	}
	for _, name := range files {
		dockerfile, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if difference, _ := compare(string(dockerfile), needs.Options{}, nil); difference != "" {
			t.Errorf("%s\n%s", name, difference)
		}
	}
}

// FuzzNeeds compares random Dockerfiles of the generator, and whatever the
// fuzzer makes of the text.
func FuzzNeeds(f *testing.F) {
	for i := range uint64(20) {
		dockerfile, _ := makeDockerfile(i, 3)
		f.Add(dockerfile)
	}
	f.Fuzz(func(t *testing.T, dockerfile string) {
		if strings.ContainsRune(dockerfile, 0) || !utf8.ValidString(dockerfile) {
			return // needs replaces a NUL, which is in no name, and calls what is not UTF-8 unknown
		}
		if _, err := needs.Analyze([]byte(dockerfile), needs.Options{}); err != nil {
			return // the parser is BuildKit's own
		}
		if difference, refused := compare(dockerfile, needs.Options{}, nil); difference != "" && !refused {
			t.Errorf("%s\n%s", dockerfile, difference)
		}
	})
}
