package predict_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/needs"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
)

// draw draws a build.
func draw(t *rapid.T) predict.Build {
	var entries []scan.Entry
	for _, path := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{
		"a", "b/a", "b/c/a", "b/c/d", "src/a", "src/x.js", ".env", "node_modules/m/i.js", "b/node_modules/j.js",
	}), rapid.ID[string]).Draw(t, "paths") {
		entries = append(entries, scan.Entry{Path: path, Mode: 0o644, Size: int64(len(path))})
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{
		"COPY . /", "COPY a /", "COPY b/*/a /", "COPY src b /", "COPY gone /", "RUN --mount=type=bind,source=b,target=/b x", "RUN --mount=type=tmpfs,target=/t x",
	}), 0, 4).Draw(t, "instructions")
	asks, err := needs.Analyze([]byte("FROM scratch\n"+strings.Join(lines, "\n")+"\n"), needs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return predict.Build{
		Tree: buildcontext.New(list), Builder: rapid.SampledFrom([]ignore.Builder{ignore.BuildKit, ignore.Classic, ignore.Buildah}).Draw(t, "builder"),
		Ignore: drawFile(t), IgnorePath: ".dockerignore", Dockerfile: "Dockerfile", Needs: asks,
	}
}

func drawFile(t *rapid.T) *ignore.File {
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{
		"a", "*", "!b", "**/a", "b/c", "!b/c/a", "**/node_modules", "src", "[", "!", "*.js",
	}), 0, 4).Draw(t, "rules")
	return ignore.Parse(".dockerignore", []byte(strings.Join(lines, "\n")))
}

// said is all that a prediction says.
func said(p *predict.Prediction) any {
	explained := make(map[string]predict.Outcome)
	for item := range p.List(predict.SentItems) {
		explained[item.Path] = p.Explain(item.Path).Outcome
	}
	var taken []buildcontext.Totals
	for _, s := range p.Sources() {
		taken = append(taken, p.Taken(s))
	}
	var refused []string
	for _, x := range p.Refusals() {
		refused = append(refused, x.File+": "+x.Message)
	}
	return []any{
		slices.Collect(p.List(predict.SentItems)), slices.Collect(p.List(predict.EligibleItems)), slices.Collect(p.List(predict.ExcludedItems)),
		p.Known(), refused, len(p.Silent()), explained, taken,
	}
}

// What a build would come to under another ignore file is what it comes to
// when it has that file, whatever was asked before; and asking twice gives the
// same answer.
func TestUnder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, other := draw(t), drawFile(t)
		p := predict.New(b)
		first := said(p)
		under := said(p.Under(other))
		if diff := cmp.Diff(first, said(p)); diff != "" {
			t.Errorf("asked again (-first +second):\n%s", diff)
		}
		b.Ignore = other
		if diff := cmp.Diff(said(predict.New(b)), under); diff != "" {
			t.Errorf("%q (-new +under):\n%s", other.Bytes(), diff)
		}
	})
}

// What is sent is eligible, what is listed as sent is said to be, and what is
// eligible is not listed as excluded.
func TestListsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := predict.New(draw(t))
		eligible, excluded := make(map[string]bool), make(map[string]bool)
		for item := range p.List(predict.EligibleItems) {
			eligible[item.Path] = true
		}
		for item := range p.List(predict.ExcludedItems) {
			excluded[item.Path] = true
		}
		for item := range p.List(predict.SentItems) {
			if item.Note == "injected" {
				continue
			}
			if outcome := p.Explain(item.Path).Outcome; outcome != predict.Sent {
				t.Errorf("%s is listed as sent, and explained as %s", item.Path, outcome)
			}
			if p.Builder != ignore.Buildah && (!eligible[item.Path] || excluded[item.Path]) {
				t.Errorf("%s is sent: eligible %v, excluded %v", item.Path, eligible[item.Path], excluded[item.Path])
			}
		}
	})
}
