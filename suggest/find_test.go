package suggest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/buildctx/buildctx/suggest/catalog"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/builds"
	"github.com/buildctx/buildctx/suggest/internal/placetest"
)

// A place is a build context for a test.
type place struct {
	// files are paths with a size behind a space: "data/a.csv 20M". Without one
	// a file has 100 bytes; "a -> b" is a link, "a/" an empty directory.
	files []string
	// ignore is the ignore file.
	ignore string
	// dockerfiles are the Dockerfiles; all of them share the context.
	dockerfiles []string
	// tracked and ignored are what git says, of the paths and all below them.
	// Without either there is no git.
	tracked, ignored []string
	// heads are contents; without any, contents are not looked at.
	heads map[string]string
}

func (p place) input(t testing.TB) Case {
	t.Helper()
	var sharing []builds.Need
	for k, set := range placetest.Sets(t, p.dockerfiles...) {
		sharing = append(sharing, builds.Need{Dockerfile: placetest.Name(k), Set: set})
	}
	in := NewCase(predict.New(predict.Build{
		Tree: placetest.Tree(t, p.files...), Ignore: ignore.Parse(".dockerignore", []byte(p.ignore)),
	}), sharing, placetest.Head(p.heads))
	if p.tracked != nil || p.ignored != nil {
		in.Git = repository{p.tracked, p.ignored}
	}
	return in
}

// pathOf is the path of a file as a place has it.
func pathOf(file string) string {
	path, _, _ := strings.Cut(file, " ")
	return path
}

// A repository answers as git would, for tracked paths and rules that are
// paths.
type repository struct{ tracked, ignored []string }

func (r repository) Tracked(path string) bool {
	return slices.ContainsFunc(r.tracked, func(p string) bool {
		return p == path || strings.HasPrefix(p, path+"/") || strings.HasPrefix(path, p+"/")
	})
}

func (r repository) Ignored(paths []string) map[string]bool {
	out := make(map[string]bool)
	for _, path := range paths {
		out[path] = !r.Tracked(path) && slices.ContainsFunc(r.ignored, func(p string) bool {
			return p == path || strings.HasPrefix(path, p+"/")
		})
	}
	return out
}

// lines describes candidates, in alphabetical order: safety, heuristic, the
// pattern that the names have in common, the paths.
func lines(in Case, found []Candidate) []string {
	var out []string
	for _, c := range found {
		safety := "review"
		if c.Safety == diag.Safe {
			safety = "safe"
		}
		glob := c.Glob
		if c.AnyDepth {
			glob = "**/" + glob
		}
		if glob == "" {
			glob = "-"
		}
		var paths []string
		for _, i := range c.Entries {
			paths = append(paths, in.Tree.Path(i))
		}
		out = append(out, fmt.Sprintf("%s %s %s: %s", safety, c.Heuristic, glob, strings.Join(paths, " ")))
	}
	slices.Sort(out)
	return out
}

// A row is a place with what Find finds there.
type row struct {
	name string
	place
	want []string
}

func runRows(t *testing.T, rows []row) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			in := tt.input(t)
			found := Find(in)
			slices.Sort(tt.want)
			if diff := cmp.Diff(tt.want, lines(in, found)); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
			checkContract(t, in, found)
		})
	}
}

// checkContract checks what is promised of all candidates.
func checkContract(t *testing.T, in Case, found []Candidate) {
	t.Helper()
	taken, asked := make(map[uint32]bool), make(map[uint32]bool)
	for _, c := range found {
		if c.Heuristic == "" || c.Category == "" || c.Why == "" || len(c.Entries) == 0 {
			t.Errorf("incomplete candidate: %+v", c)
		}
		if !slices.IsSorted(c.Entries) {
			t.Errorf("%s: entries not in path order: %v", c.Heuristic, c.Entries)
		}
		for _, i := range c.Entries {
			if !in.Eligible.Sent(i) {
				t.Errorf("%s is not eligible", in.Tree.Path(i))
			}
			if taken[i] {
				t.Errorf("%s is in two candidates", in.Tree.Path(i))
			}
			taken[i], asked[i] = true, c.Safety < diag.Safe
		}
	}
	for i := range taken {
		for at := in.Tree.Parent(i); at != 0; at = in.Tree.Parent(at) {
			if taken[at] && (!asked[at] || asked[i]) {
				t.Errorf("%s lies below %s", in.Tree.Path(i), in.Tree.Path(at))
			}
		}
	}
}

// The context that the documents of the project use throughout.
func TestFindRealistic(t *testing.T) {
	runRows(t, []row{{
		name: "a Go service with a web part",
		place: place{
			ignore: ".git\nnode_modules\ndist\n*.log\ndocker-compose.yml\nDockerfile\nREADME.md\ntests/\n",
			dockerfiles: []string{`FROM golang:1.22 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o /app ./cmd/api
FROM scratch
COPY --from=build /app /app
`},
			files: []string{
				".git/HEAD", ".git/objects/pack/x.pack 200M", "go.mod", "go.sum", "cmd/api/main.go", "internal/api/debug.log 200k",
				"logs/a.log", "web/package.json", "web/src/index.ts", "web/node_modules/a/index.js 60M", "web/node_modules/.bin/a",
				"data/train.parquet 900M", "data/test.parquet 100M", ".venv/pyvenv.cfg", ".venv/lib/x.so 10M", ".env", ".env.example",
				"Dockerfile", "README.md", "docker-compose.yml", "tests/a_test.go",
			},
			tracked: []string{
				"go.mod", "go.sum", "cmd", "web/package.json", "web/src", ".env.example", "Dockerfile", "README.md",
				"docker-compose.yml", "tests",
			},
			ignored: []string{".env", ".venv", "data", "web/node_modules", "logs", "internal/api/debug.log"},
		},
		want: []string{
			"safe datasets -: data",
			"safe dependencies **/node_modules: web/node_modules",
			"safe dependencies **/.venv: .venv",
			"safe logs **/*.log: internal/api/debug.log logs/a.log",
			"safe secrets **/.env: .env",
		},
	}})
}

// What is small, harmless and no secret is not worth a line.
func TestFindLeavesAlone(t *testing.T) {
	runRows(t, []row{
		{
			name: "a small repository of sources",
			place: place{
				files: []string{
					"Dockerfile", ".dockerignore", ".gitignore", "README.md", "compose.yaml", "package.json", "package-lock.json 300k",
					"src/index.js", "src/build/rules.js", "lib/a.rb", "bin/www", "public/index.html", "data/countries.csv 20k",
					".vscode/settings.json", ".github/workflows/ci.yml", ".npmrc", "docs/logo.png 40k", ".mvn/wrapper/maven-wrapper.jar 60k",
					"gradle/wrapper/gradle-wrapper.jar 60k", ".yarn/releases/yarn.cjs 2M",
				},
				tracked: []string{"Dockerfile", "src", "lib", "bin", "public", "data", "docs", ".vscode", ".github", ".mvn", "gradle", ".yarn", "package.json"},
			},
		},
		{
			name: "what the ignore file leaves out already",
			place: place{
				ignore: "**/node_modules\n.git\n",
				files:  []string{".git/HEAD", "web/node_modules/.bin/x", "web/node_modules/a.log", "main.go"},
			},
		},
		{
			name:  "empty directories",
			place: place{files: []string{".git/", "node_modules/.bin/", "main.go"}},
		},
		{
			name:  "an empty context",
			place: place{},
		},
	})
}

// A directory is the entry even where the ignore file leaves only some of it.
func TestFindPartlyEligible(t *testing.T) {
	runRows(t, []row{{
		name: "a negation below",
		place: place{
			ignore: "node_modules/*\n!node_modules/keep\n",
			files:  []string{"node_modules/.bin/x", "node_modules/keep/big.js 50k", "package.json"},
		},
		want: []string{"safe dependencies **/node_modules: node_modules"},
	}})
}

// The list is sorted, and each artefact of the catalog has a heuristic.
func TestHeuristics(t *testing.T) {
	var ids []string
	for _, h := range heuristics {
		ids = append(ids, h.id)
		if h.title == "" || h.category == "" || h.run == nil {
			t.Errorf("%s is not complete", h.id)
		}
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("not sorted: %v", ids)
	}
	for _, s := range catalog.Stacks() {
		for _, a := range s.Artefacts {
			if heuristicOf(a) == nil {
				t.Errorf("%s: nobody judges %s", s.ID, a.Name())
			}
		}
	}
}
