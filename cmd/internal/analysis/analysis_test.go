package analysis

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/ledger"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/suggest"
)

// newProject writes files: of a size, or with a content.
func newProject(t *testing.T, files map[string]any) string {
	t.Helper()
	dir := t.TempDir()
	for name, what := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		var content []byte
		switch what := what.(type) {
		case int:
			content = make([]byte, what)
		case string:
			content = []byte(what)
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func run(t *testing.T, req Request) *Result {
	t.Helper()
	r, err := Run(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLedger(t *testing.T) {
	r := run(t, Request{Depth: Measured, Dir: newProject(t, map[string]any{
		".dockerignore": "*.log\nweb/*.log\nweb\nnode_modules\nnowhere\n**/nothing\n!a.log\n!zzz\n[\n",
		"a.log":         10, "b.log": 20, "web/c.log": 30, "web/x": 40, "lib/node_modules/m": 50, "lib/node_modules/n": 60, "lib/d.log": 70,
	})})
	type row struct {
		Text     string
		Files    int
		Bytes    int64
		State    ledger.State
		Anchored string
	}
	var got []row
	for _, c := range r.Ledger.Rows() {
		var anchored []string
		for _, i := range c.Anchored {
			anchored = append(anchored, r.Tree.Path(i))
		}
		got = append(got, row{c.Rule.Text, c.Totals.Files, c.Totals.Bytes, r.Ledger.State(c), strings.Join(anchored, " ")})
	}
	want := []row{
		{"*.log", 1, 20, ledger.Active, "lib/d.log"}, // a.log is brought back
		{"web/*.log", 0, 0, ledger.Shadowed, ""},     // the whole directory is out
		{"web", 2, 70, ledger.Active, ""},
		{"node_modules", 0, 0, ledger.Dead, "lib/node_modules"},
		{"nowhere", 0, 0, ledger.Dead, ""},
		{"**/nothing", 0, 0, ledger.Dead, ""},
		{"!a.log", 1, 10, ledger.Active, ""},
		{"!zzz", 0, 0, ledger.Dead, ""},
		{"[", 0, 0, ledger.Invalid, ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ledger (-want +got):\n%s", diff)
	}
}

// Whether a rule matches anything does not depend on the other rules.
func TestShadowedOrDead(t *testing.T) {
	patterns := []string{"a", "a", "b/c", "**/c", "**/c", "*.x", "**/*.x", "b", "!b", "!**/c", "b/*", "zzz", "**/zzz", "!a", "?", "b/**", "[ab]"}
	r := rand.New(rand.NewPCG(7, 8))
	files := map[string]any{"a": 1, "b/c": 1, "b/d.x": 1, "e/f/c/g": 1, "h.x": 1}
	for range 60 {
		var lines []string
		for range 1 + r.IntN(8) {
			lines = append(lines, patterns[r.IntN(len(patterns))])
		}
		files[".dockerignore"] = strings.Join(lines, "\n")
		dir := newProject(t, files)
		for _, b := range ignore.Builders() {
			result := run(t, Request{Depth: Measured, Dir: dir, Builder: b})
			for _, c := range result.Ledger.Rows() {
				if c.Rule.Index < 0 || c.Rule.Line == 0 {
					continue
				}
				alone, err := ignore.Compile(b, []string{c.Rule.Pattern})
				if err != nil {
					t.Fatal(err)
				}
				nothing := result.Tree.Replay(buildcontext.Rules{Builder: b, Ignore: alone}).Usage[0] == buildcontext.Totals{}
				if nothing != (result.Ledger.State(c) == ledger.Dead) {
					t.Errorf("%v: %q: line %d is %s", b, lines, c.Rule.Line, result.Ledger.State(c))
				}
			}
		}
	}
}

func TestHeaviest(t *testing.T) {
	r := run(t, Request{Depth: Measured, Dir: newProject(t, map[string]any{
		// one child dominates, all the way down
		"a/deep/er/big": 1000, "a/deep/small": 10,
		// nobody dominates: the directory is what a reader wants to see
		"b/one": 100, "b/two": 100, "b/three": 100,
		"c": 50,
	})})
	var got []string
	for _, h := range suggest.Heaviest(r.Sent, r.Candidates, 3) {
		got = append(got, r.Tree.Path(h.Entry))
	}
	if diff := cmp.Diff([]string{"a/deep/er/big", "b", "c"}, got); diff != "" {
		t.Errorf("heaviest (-want +got):\n%s", diff)
	}
}

func TestBreaches(t *testing.T) {
	r := run(t, Request{Dir: newProject(t, map[string]any{"a": 100, "b": 200, "c/d": 300})})
	got := r.Breaches(Budget{MaxSize: 599, MaxFiles: 3, MaxFileSize: 199})
	want := []Breach{
		{Budget: "max-size", Limit: 599, Actual: 600},
		{Budget: "max-file-size", Limit: 199, Actual: 300, Path: "c/d"},
		{Budget: "max-file-size", Limit: 199, Actual: 200, Path: "b"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("breaches (-want +got):\n%s", diff)
	}
	if got := r.Breaches(Budget{MaxSize: 600, MaxFiles: 3, MaxFileSize: 300}); got != nil {
		t.Errorf("at the limit: %v", got)
	}
}

// What is read of the disk does not change what is said to be sent.
func TestDepthDoesNotMatter(t *testing.T) {
	for _, rules := range []string{
		"out\n!out/keep/x\n**/*.tmp\n",
		"**/*.tmp\n!\\y\n",     // fails at what is excluded, and nowhere else
		"\\y\n**/*.tmp\n",      // fails at the first entry
		"src/b\nout/a\ndocs\n", // what is copied is excluded
		"*\n!**/b\n",
	} {
		dir := newProject(t, map[string]any{
			".dockerignore": rules, "Dockerfile": "FROM scratch\nCOPY src out /\nCOPY src/b out/* /x/\n",
			"out/a": 1, "out/keep/x": 2, "out/keep/y": 3, "src/b": 4, "src/c.tmp": 5, "docs/d": 6,
		})
		for _, b := range []ignore.Builder{ignore.BuildKit, ignore.Classic, ignore.Buildah} {
			shallow := run(t, Request{Dir: dir, Builder: b})
			deep := run(t, Request{Dir: dir, Builder: b, Depth: Proposed})
			if diff := cmp.Diff(paths(deep), paths(shallow)); diff != "" {
				t.Errorf("%v, %q (-deep +shallow):\n%s", b, rules, diff)
			}
			if diff := cmp.Diff(deep.Refusals, shallow.Refusals, cmpopts.IgnoreFields(predict.Refusal{}, "Source", "Rule", "Entry")); diff != "" {
				t.Errorf("%v, %q: refused (-deep +shallow):\n%s", b, rules, diff)
			}
			if shallow.Sent.Visited != deep.Sent.Visited {
				t.Errorf("%v, %q: visited %d and %d", b, rules, shallow.Sent.Visited, deep.Sent.Visited)
			}
		}
	}
}

func paths(r *Result) []string {
	var out []string
	for item := range r.List(predict.SentItems) {
		out = append(out, item.Kind.String()+" "+item.Path)
	}
	return out
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, Request{Dir: t.TempDir()}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}
