package analysis

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// TestProjected holds the figure that is promised for a proposal to the one
// after it was written.
func TestProjected(t *testing.T) {
	files := map[string]any{
		"Dockerfile": "FROM scratch\nCOPY . /\n", "Dockerfile.txt": 0, "src/main.go": "package main\n",
		"web/node_modules/x/index.js": 100, "web/package.json": "{}", "web/node_modules/.package-lock.json": "{}",
	}
	for _, test := range []struct{ name, ignore string }{
		{"new", ""},
		{"there", "*.log\n"},
		{"excluded", ".dockerignore\n"},
	} {
		for _, builder := range []ignore.Builder{ignore.BuildKit, ignore.Classic} {
			t.Run(test.name+" "+builder.String(), func(t *testing.T) {
				dir := newProject(t, files)
				write := func(text []byte) {
					if err := os.WriteFile(filepath.Join(dir, ".dockerignore"), text, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if test.ignore != "" {
					write([]byte(test.ignore))
				}
				request := Request{Dir: dir, Builder: builder, Depth: Proposed, Level: diag.Review, Wire: true}
				before := run(t, request)
				if len(before.Proposal.Added) == 0 || before.Projected == nil {
					t.Fatalf("nothing proposed, or no figure: %+v", before.Proposal)
				}
				write(before.Proposal.After)
				wire, why := run(t, request).Transfers.Main()
				if wire == nil || wire.Cold != before.Projected.Cold || wire.Warm != before.Projected.Warm {
					t.Errorf("promised %+v, got %+v %s", before.Projected, wire, why)
				}
			})
		}
	}
}

// TestFewPaths holds that it makes no difference whether the files that the
// builder wants to read are looked up in the whole directory, or read alone
// because some of it was left out. The figures are those that buildkitd v0.34.2
// printed.
func TestFewPaths(t *testing.T) {
	dir := newProject(t, map[string]any{
		"real/Dockerfile": "FROM scratch\nCOPY a /\n", "real/ignore": "big\nreal\n", "big/x/y": 10, "a": 3, "dockerfile": 7,
		"docker/Dockerfile": "FROM scratch\nCOPY a /\n", "docker/other": 5,
	})
	for name, target := range map[string]string{
		"Dockerfile": "chain", "chain": "/real/Dockerfile", ".dockerignore": "../real/ignore", "docker/Dockerfile.dockerignore": "nowhere",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	type figures struct {
		Step       string
		Files      int
		Cold, Warm int64
	}
	for _, test := range []struct {
		file string
		want []figures
	}{
		// Both names of the Dockerfile, and what leads to the first.
		{"", []figures{
			{"[internal] load build definition from Dockerfile", 4, 220, 220},
			{"[internal] load .dockerignore", 2, 125, 125},
			{"[internal] load build context", 1, 31, 22},
		}},
		{"docker/Dockerfile", []figures{
			{"[internal] load build definition from Dockerfile", 2, 112, 112},
			{"[internal] load .dockerignore", 2, 125, 125},
			{"[internal] load build context", 1, 31, 22},
		}},
	} {
		for _, depth := range []Depth{SentOnly, Measured} {
			file := test.file
			if file != "" {
				file = filepath.Join(dir, file)
			}
			r := run(t, Request{Dir: dir, File: file, Depth: depth, Wire: true})
			if complete := r.Tree.Listing().Complete(); complete != (depth == Measured) {
				t.Errorf("depth %d: complete %v", depth, complete)
			}
			var got []figures
			for _, x := range r.Transfers.All {
				got = append(got, figures{x.Step, x.Totals.Files, x.Wire.Cold, x.Wire.Warm})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("depth %d: (-want +got)\n%s", depth, diff)
			}
		}
	}
}
