package verify

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

func newTestRedactor(t *testing.T) *Redactor {
	t.Helper()
	list, err := scan.FromEntries("/home/alice/project-x", []scan.Entry{
		{Path: "merger", Mode: 0o755 | 1<<31},
		{Path: "merger/plan b.txt", Mode: 0o644},
		{Path: "merger/price.txt", Mode: 0o644},
	})
	if err != nil {
		t.Fatal(err)
	}
	tree := buildcontext.New(list)
	return NewRedactor(&analysis.Result{
		Request:    analysis.Request{Dir: ".", NamedContexts: []string{"acme=../acme-lib"}},
		Prediction: &predict.Prediction{Build: predict.Build{Tree: tree, Dockerfile: "docker/secret.Dockerfile"}},
		Transfers:  predict.Transfers{All: []predict.Transfer{{Name: "acme", Dir: "../acme-lib", View: tree.EmptyView(buildcontext.Rules{Builder: ignore.BuildKit})}}},
	})
}

func TestRedactPath(t *testing.T) {
	red := newTestRedactor(t)
	got := red.Path("merger/price.txt")
	if again := red.Path("merger/price.txt"); got != again {
		t.Errorf("%q and then %q", got, again)
	}
	if strings.Count(got, "/") != 1 || strings.Contains(got, "txt") || len(got) != 8+1+8 {
		t.Errorf("Path gives %q: the depth is to stay, and nothing else", got)
	}
	if got := red.Path("merger/.dockerignore"); !strings.HasSuffix(got, "/.dockerignore") {
		t.Errorf("Path gives %q: everybody has such a file", got)
	}
}

func TestRedactMessage(t *testing.T) {
	red := newTestRedactor(t)
	for _, message := range []string{
		`failed to compute cache key: "/merger/price.txt": not found`,
		`error from sender: open merger/price.txt: permission denied`,
		`error from sender: lstat price.txt: permission denied.`,
		`no items matching glob "/home/alice/project-x/merger/plan b.txt" copied (1 filtered out)`,
		`open plan b.txt: gone`,
		`docker/secret.Dockerfile:3: gone`,
		`[context acme] load from client: gone`,
		`stat /home/alice/else: gone`,
		`read "unkno\x00wn": gone`,
	} {
		got := red.Message(message)
		for _, name := range []string{"merger", "price", "plan b", "alice", "project-x", "secret", "acme", "else", "unkno", "txt"} {
			if strings.Contains(got, name) {
				t.Errorf("%s\nbecomes %s", message, got)
			}
		}
		for _, word := range []string{"failed to compute cache key: ", "error from sender: ", "permission denied", "not found", " load from client", ": gone"} {
			if strings.Contains(message, word) && !strings.Contains(got, word) {
				t.Errorf("%s\nbecomes %s, without %q", message, got, word)
			}
		}
	}
}

func TestRedactOutcome(t *testing.T) {
	red := newTestRedactor(t)
	price, acme := Place{"context", "merger/price.txt"}, Place{"acme", "merger"}
	o := &Outcome{
		Builder: "buildkit", Version: "v0.34.2",
		Figures:  []Figure{{Context: "acme", Step: "[context acme] load from client", PredictedCold: 1}},
		Missing:  []Place{price},
		Extra:    []Place{acme},
		Differ:   []Difference{{price, "target", "merger", "/home"}, {price, "size", "1", "2"}},
		Unknowns: []string{`"merger" is not compared.`},
		Left:     []string{"open price.txt: in use."},
	}
	want := &Outcome{
		Builder: "buildkit", Version: "v0.34.2",
		Figures:  []Figure{{Context: hash("acme"), Step: "[context " + hash("acme") + "] load from client", PredictedCold: 1}},
		Missing:  []Place{{"context", hash("merger") + "/" + hash("price.txt")}},
		Extra:    []Place{{hash("acme"), hash("merger")}},
		Unknowns: []string{`"` + hash("merger") + `" is not compared.`},
		Left:     []string{"open " + hash("price.txt") + ": in use."},
	}
	want.Differ = []Difference{{want.Missing[0], "target", hash("merger"), "/" + hash("home")}, {want.Missing[0], "size", "1", "2"}}
	before := o.Missing[0]
	if diff := cmp.Diff(want, red.Outcome(o)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if o.Missing[0] != before {
		t.Error("the outcome itself was changed")
	}
}
