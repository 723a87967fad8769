package predict_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// TestBuildersRefuse shows what a builder that is not BuildKit refuses, with what dockerd
// 20.10 and buildah 1.28 say of it; empty where they build it.
func TestBuildersRefuse(t *testing.T) {
	const buildKit = " option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled"
	for _, tt := range []struct {
		name, ignore, dockerfile string
		classic, buildah         string
	}{
		{name: "directory of a file that is excepted", ignore: "*\n!src/deep/main.go\n", dockerfile: "COPY src /src\nADD src/deep /deep\nCOPY sr* /x/"},
		{
			name: "directory of which nothing is left", ignore: "src\n", dockerfile: "COPY src /src",
			classic: `2: COPY failed: file not found in build context or excluded by .dockerignore: stat src: file does not exist (.dockerignore:1 "src" excludes it)`,
			buildah: `2: no items matching glob "src" copied (1 filtered out using .dockerignore): no such file or directory (.dockerignore:1 "src" excludes it)`,
		},
		{name: "wildcard beside a match", dockerfile: "COPY none* here.txt none/b/* ./"},
		{
			name: "wildcard beside an address", dockerfile: "ADD none* https://example.com/a ./",
			buildah: `2: copier: stat: "/none*": no such file or directory`,
		},
		{
			name: "wildcard of which all is ignored beside a match", ignore: "*.go\n", dockerfile: "COPY *.go here.txt ./",
			buildah: `2: no items matching glob "*.go" copied (1 filtered out using .dockerignore): no such file or directory (.dockerignore:1 "*.go" excludes it)`,
		},
		{
			name: "wildcards alone", dockerfile: "COPY here.txt ./\nCOPY none* ./",
			classic: "3: COPY failed: no source files were specified",
			buildah: `3: copier: stat: "/none*": no such file or directory`,
		},
		{
			name: "name without wildcards beside a match", dockerfile: "COPY none here.txt ./",
			classic: "2: COPY failed: file not found in build context or excluded by .dockerignore: stat none: file does not exist",
			buildah: `2: copier: stat: "/none": no such file or directory`,
		},
		{name: "way out", dockerfile: "COPY src/../../here.txt ./", classic: "2: COPY failed: forbidden path outside the build context: src/../../here.txt ()"},
		{name: "way round", dockerfile: "COPY src/../here.txt ./"},
		{name: "here-document", dockerfile: "COPY here.txt /\nCOPY <<E /x\n\n# a\nrun it\nhi all\nE", classic: "7: dockerfile parse error line 7: unknown instruction: HI"},
		{name: "RUN with a here-document", dockerfile: "RUN <<E\nE", classic: "3: dockerfile parse error line 3: unknown instruction: E"},
		{name: "RUN --mount", dockerfile: "RUN --mount=type=cache,target=/c --network=none x", classic: "2: dockerfile parse error line 2: Unknown flag: network\n2: the --mount" + buildKit},
		{name: "--chmod", dockerfile: "COPY --chown=1 --chmod=755 here.txt /", classic: "2: the --chmod" + buildKit},
		{name: "stage behind the target", dockerfile: "FROM scratch AS last\nCOPY --chmod=755 here.txt /\nFROM last\nCOPY --link here.txt /", classic: "5: dockerfile parse error line 5: Unknown flag: link\n3: the --chmod" + buildKit},
		{name: "--link", dockerfile: "COPY --link here.txt /", classic: "2: dockerfile parse error line 2: Unknown flag: link"},
		{name: "--parents", dockerfile: "COPY --parents here.txt /", classic: "2: dockerfile parse error line 2: Unknown flag: parents"},
		{name: "--exclude", dockerfile: "COPY --exclude=a here.txt /", classic: "2: dockerfile parse error line 2: Unknown flag: exclude"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asks, err := needs.Analyze([]byte("FROM scratch\n"+tt.dockerfile+"\n"), needs.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for builder, want := range map[ignore.Builder]string{ignore.Classic: tt.classic, ignore.Buildah: tt.buildah} {
				p := predict.New(predict.Build{
					Tree: tree(t, "here.txt", "src/deep/main.go", "src/other", "top.go"), Builder: builder,
					Ignore: ignore.Parse(".dockerignore", []byte(tt.ignore)), IgnorePath: ".dockerignore", Dockerfile: "Dockerfile", InContext: "Dockerfile", Needs: asks,
				})
				if diff := cmp.Diff(want, refusals(p)); diff != "" {
					t.Errorf("%v (-want +got):\n%s", builder, diff)
				}
			}
		})
	}
}

// The classic client cannot add a Dockerfile from elsewhere to an ignore file that is a link.
func TestLinkedIgnoreFile(t *testing.T) {
	list, err := scan.FromEntries("/", []scan.Entry{{Path: ".dockerignore", Mode: fs.ModeSymlink | 0o777, Target: "rules"}, {Path: "rules", Mode: 0o644}})
	if err != nil {
		t.Fatal(err)
	}
	for inside, want := range map[string]string{
		"Dockerfile": "", "": "0: archive/tar: write too long (.dockerignore is a symlink, and the Dockerfile is not in the build context)",
	} {
		p := predict.New(predict.Build{
			Tree: buildcontext.New(list), Builder: ignore.Classic, Ignore: ignore.Parse(".dockerignore", nil),
			Dockerfile: "../Dockerfile", InContext: inside, Needs: &needs.Set{},
		})
		if got := refusals(p); got != want {
			t.Errorf("Dockerfile in the build context %q: %q", inside, got)
		}
	}
}

func tree(t *testing.T, paths ...string) *buildcontext.Tree {
	var entries []scan.Entry
	for _, path := range paths {
		entries = append(entries, scan.Entry{Path: path, Mode: 0o644})
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	return buildcontext.New(list)
}

// refusals are those of a prediction, a line each.
func refusals(p *predict.Prediction) string {
	var out []string
	for _, x := range p.Refusals() {
		out = append(out, fmt.Sprintf("%d: %s", x.Line, x.Message))
	}
	return strings.Join(out, "\n")
}
