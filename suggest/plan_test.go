package suggest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/catalog"
)

// fixture is a context of files with 1000 bytes each under an ignore file.
func fixture(t *testing.T, ignoreFile string, paths ...string) Case {
	t.Helper()
	var entries []scan.Entry
	for _, p := range paths {
		entries = append(entries, scan.Entry{Path: p, Mode: 0o644, Size: 1000})
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	return NewCase(predict.New(predict.Build{Tree: buildcontext.New(list), Ignore: ignore.Parse(".dockerignore", []byte(ignoreFile))}), nil, nil)
}

func candidate(t *testing.T, in Case, c Candidate, paths ...string) *choice {
	t.Helper()
	for _, p := range paths {
		i, ok := in.Tree.Lookup(p)
		if !ok {
			t.Fatalf("no %s", p)
		}
		c.Entries = append(c.Entries, i)
	}
	return &choice{Candidate: c, ways: alternatives(in, c), totals: eligibleBelow(in.Eligible, c.Entries)}
}

var (
	modules = Candidate{Category: catalog.Dependencies, Glob: "node_modules", AnyDepth: true, Safety: diag.Safe}
	logs    = Candidate{Category: catalog.Log, Glob: "*.log", AnyDepth: true, Safety: diag.Safe}
	data    = Candidate{Category: catalog.Dataset, Safety: diag.Safe}
)

func TestSettle(t *testing.T) {
	tests := []struct {
		name   string
		before string
		files  []string
		find   func(t *testing.T, in Case) []*choice
		after  string
	}{
		{
			name:  "a new file",
			files: []string{"main.go", "web/node_modules/x.js"},
			find: func(t *testing.T, in Case) []*choice {
				return []*choice{candidate(t, in, modules, "web/node_modules")}
			},
			after: "# dependencies\n**/node_modules\n",
		},
		{
			name:   "a line is widened and keeps its place, its slash and its comment above",
			before: "# npm\r\nnode_modules/\r\n*.tmp",
			files:  []string{"main.go", "node_modules/x.js", "web/node_modules/x.js", "data/a"},
			find: func(t *testing.T, in Case) []*choice {
				return []*choice{candidate(t, in, modules, "web/node_modules"), candidate(t, in, data, "data")}
			},
			after: "# npm\r\n**/node_modules/\r\n*.tmp\r\n\r\n# datasets\r\ndata\r\n",
		},
		{
			name:   "a line that means the root stays as it is",
			before: "/node_modules\n",
			files:  []string{"main.go", "node_modules/x.js", "web/node_modules/x.js"},
			find: func(t *testing.T, in Case) []*choice {
				return []*choice{candidate(t, in, modules, "web/node_modules")}
			},
			after: "/node_modules\n\n# dependencies\n**/node_modules\n",
		},
		{
			name:   "a negation that follows would undo the widened line",
			before: "node_modules\n!web\n",
			files:  []string{"main.go", "node_modules/x.js", "web/index.js", "web/node_modules/x.js"},
			find: func(t *testing.T, in Case) []*choice {
				return []*choice{candidate(t, in, modules, "web/node_modules")}
			},
			after: "node_modules\n!web\n\n# dependencies\n**/node_modules\n",
		},
		{
			name:  "a pattern that would take more than it claims is narrowed",
			files: []string{"a/x.log", "a/y.log", "b/needed.log", "main.go"},
			find: func(t *testing.T, in Case) []*choice {
				return []*choice{candidate(t, in, logs, "a/x.log", "a/y.log")}
			},
			after: "# logs\na/*.log\n",
		},
		{
			name:  "down to the paths themselves",
			files: []string{"a/x.log", "a/needed.log", "main.go"},
			find: func(t *testing.T, in Case) []*choice {
				return []*choice{candidate(t, in, logs, "a/x.log")}
			},
			after: "# logs\na/x.log\n",
		},
		{
			name:  "the heaviest first, by kind",
			files: []string{"d/a", "d/b", "e/a", "a.log", "main.go"},
			find: func(t *testing.T, in Case) []*choice {
				list := []*choice{candidate(t, in, logs, "a.log"), candidate(t, in, data, "e"), candidate(t, in, data, "d")}
				order(list)
				return list
			},
			after: "# datasets\nd\ne\n\n# logs\n**/*.log\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := fixture(t, tt.before, tt.files...)
			p := settle(in, tt.find(t, in), nil)
			if diff := cmp.Diff(tt.after, string(p.After)); diff != "" {
				t.Errorf("after (-want +got):\n%s", diff)
			}
			if !p.Proof.Holds() {
				t.Errorf("proof: %q", p.Proof.Broken)
			}
		})
	}
}

// What no line can express without a loss is offered for review instead.
func TestSettleGivesUp(t *testing.T) {
	in := fixture(t, "", "a/x\ny", "a/x?y", "main.go")
	p := settle(in, []*choice{candidate(t, in, data, "a/x\ny")}, nil)
	if len(p.Added) != 0 || string(p.After) != "" || len(p.Review) != 1 || p.Review[0].Safety != diag.Review {
		t.Errorf("added %v, review %v, after %q", p.Added, p.Review, p.After)
	}
}

func TestWanted(t *testing.T) {
	in := fixture(t, "*\n!web\n!lib/node_modules/keep.js\n!*.log\n", "web/node_modules/x.js", "lib/node_modules/keep.js", "a.log")
	w := newWanted(in)
	for path, want := range map[string]bool{
		"web":                   true,
		"web/node_modules":      false, // "!web" brings back all there is
		"lib/node_modules":      true,
		"a.log":                 true,
		"web/node_modules/x.js": false,
	} {
		i, _ := in.Tree.Lookup(path)
		if got := w.holds(i); got != want {
			t.Errorf("%s is wanted: %v", path, got)
		}
	}
}

// "!src/**" names nothing in src by its name.
func TestWantedByWildcard(t *testing.T) {
	in := fixture(t, "*\n!src/**\n!lib/*\n!web/*.log\n", "src/node_modules/x", "lib/.env", "web/a.log")
	w := newWanted(in)
	for path, want := range map[string]bool{"src/node_modules": false, "lib/.env": false, "web/a.log": true} {
		i, _ := in.Tree.Lookup(path)
		if got := w.holds(i); got != want {
			t.Errorf("%s is wanted: %v", path, got)
		}
	}
}

// Where git does not answer, what it might track is not taken without asking.
func TestSilentGit(t *testing.T) {
	in := fixture(t, "", "node_modules/.package-lock.json", "package.json", ".env", "main.go")
	in.GitSilent = true
	for _, c := range Find(in) {
		want := diag.Review
		if c.Category == catalog.Dependencies {
			want = diag.Safe
		}
		if c.Safety > want {
			t.Errorf("%s is %v, want %v at most", c.Heuristic, c.Safety, want)
		}
	}
}

// Prove fails where it should.
func TestProve(t *testing.T) {
	in := fixture(t, "", "a/x", "b/x", "main.go")
	a, _ := in.Tree.Lookup("a")
	for _, tt := range []struct {
		after         string
		kept, claimed bool
	}{
		{"a\n", true, true},
		{"a/*\n", true, true},
		{"*/x\n", false, true},
		{"", true, false},
		{"a\n[\n", false, true},
	} {
		p := Prove(in, in.Under(ignore.Parse("f", []byte(tt.after))), []uint32{a})
		if p.NeededKept != tt.kept || p.ClaimedGone != tt.claimed || p.Holds() != (len(p.Broken) == 0) {
			t.Errorf("%q: %+v", tt.after, p)
		}
	}
}
