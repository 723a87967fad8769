package report_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/git"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/cmd/internal/verify"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
	"github.com/buildctx/buildctx/suggest/gitstate"
	"github.com/buildctx/buildctx/suggest/layercache"
	"github.com/buildctx/buildctx/suggest/lint"
)

// Printing changes nothing: what a renderer prints of a result depends neither
// on how often it has printed it nor on what others have printed of it since,
// nor on chance.
func TestRenderersRepeat(t *testing.T) {
	root := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		dir := filepath.Join(root, "project")
		defer os.RemoveAll(dir)
		r := drawResult(t, rt, dir)
		o := report.Options{Version: "1", Args: " " + dir, Color: rapid.Bool().Draw(rt, "color")}
		print := renderers(r, drawOutcome(rt, r), o)
		names := slices.Sorted(maps.Keys(print))
		first := make(map[string]string)
		for _, name := range names {
			first[name] = printOnce(rt, name, print[name])
		}
		for _, name := range rapid.Permutation(names).Draw(rt, "order") {
			if again := printOnce(rt, name, print[name]); again != first[name] {
				rt.Fatalf("%s printed\n%s\nand then\n%s", name, first[name], again)
			}
		}
	})
}

func printOnce(t *rapid.T, name string, print func(io.Writer) error) string {
	var out bytes.Buffer
	if err := print(&out); err != nil {
		fmt.Fprintf(&out, "error: %v", err)
		if name != "FileExact" { // which refuses some files
			t.Fatalf("%s: %v", name, err)
		}
	}
	return out.String()
}

// drawResult makes a build context in a directory, and analyzes it.
func drawResult(t *testing.T, rt *rapid.T, dir string) *analysis.Result {
	draw := func(what, end string, from ...string) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(from), 0, 24).Draw(rt, what), end)
	}
	names := draw("names", "\x00", "package.json", "node_modules/a/index.js", "node_modules/b", "web/node_modules/c", ".env", "web/.env",
		".git/config", "src/main.go", "src/main_test.go", "debug.log", "web/debug.log", "dist/app.js", "id_rsa", "README.md", "data.zip", "a b", "\x1b[31m", "\xff")
	rules := draw("rules", "\n", "*", "!src", "!**/*.js", "*.log", "node_modules", "**/node_modules", "node_modules/", "!a b", "nothing", "[", "# buildctx:ignore dead-rule", "web", "!web/.env", "/src")
	dockerfile := "FROM node AS a\n" + draw("Dockerfile", "\n", "COPY . /x", "COPY src /src", "COPY package*.json ./", "RUN npm ci", "FROM go AS b", "COPY --from=a /x /y",
		"RUN --mount=type=bind,target=. make", "COPY no/such /z", "ADD https://example.com/a /", "COPY $X /w", "COPY --from=other a /b")
	fill(t, dir, names, []byte(rules), []byte(dockerfile))
	os.MkdirAll(dir, 0o755)
	request := analysis.Request{Dir: dir, Depth: analysis.Proposed, Wire: true, Idle: true, Cache: true, Lint: true, Heaviest: report.ShownPaths, Others: ignore.Builders()}
	request.Builder = rapid.SampledFrom(ignore.Builders()).Draw(rt, "builder")
	request.Level = rapid.SampledFrom([]diag.Safety{diag.Safe, diag.Review}).Draw(rt, "level")
	request.Tidy = rapid.Bool().Draw(rt, "tidy")
	r, err := analysis.Run(t.Context(), request)
	if err != nil {
		rt.Fatalf("analyzing: %v", err)
	}
	addHistory(rt, r)
	return r
}

// addHistory adds to a result what git would say of a repository, which there
// is none of.
func addHistory(rt *rapid.T, r *analysis.Result) {
	const commits = 40
	some := rapid.SampledFrom([]string{"package.json", "src/main.go", "web/.env", "a b"})
	r.History = &git.History{Commits: make([][]string, commits), Complete: rapid.Bool().Draw(rt, "complete")}
	r.Cache = []layercache.Step{{Line: 2, Stage: "a", Command: "npm ci", Now: commits, Proposed: 20, Needed: rapid.IntRange(0, commits).Draw(rt, "needed")}}
	r.Cache[0].Manifests = rapid.SliceOfNDistinct(some, 0, 3, rapid.ID).Draw(rt, "manifests")
	for k, path := range rapid.SliceOfNDistinct(some, 0, 3, rapid.ID).Draw(rt, "busters") {
		r.Cache[0].Busters = append(r.Cache[0].Busters, layercache.Buster{Path: path, Commits: commits - k})
	}
	paths := gitstate.Paths{Files: 7, Bytes: 2_000_000}
	for i := range uint32(r.Tree.Len()) {
		if i > 0 {
			paths.Paths = append(paths.Paths, gitstate.Path{Entry: i, Files: 1, Bytes: 1})
		}
	}
	dirty := rapid.Bool().Draw(rt, "dirty")
	r.GitState = &gitstate.State{Ignored: &paths, Untracked: &paths, Excluded: paths, Dirty: &dirty, Why: "tracked files are missing"}
}

// drawOutcome makes a comparison with a builder.
func drawOutcome(rt *rapid.T, r *analysis.Result) *verify.Outcome {
	v := &verify.Outcome{Builder: r.Request.Builder.String(), Version: "1", Agreed: 3, Unseen: 1, Unknowns: r.Unknowns, Left: []string{"A copy."}}
	v.Refused = rapid.SampledFrom([]string{"", "no"}).Draw(rt, "refused")
	v.Figures = []verify.Figure{{Context: "context", Step: "[internal] load build context", PredictedCold: 7, ActualCold: 8, PredictedWarm: -1}}
	for item := range r.List(predict.SentItems) {
		at := verify.Place{Context: "context", Path: item.Path}
		v.Missing, v.Extra = append(v.Missing, at), append(v.Extra, at)
		v.Differ = append(v.Differ, verify.Difference{Place: at, What: "mode", Predicted: "0644", Actual: "0600"})
	}
	return v
}

// renderers are all functions of the package that print, by their names.
func renderers(r *analysis.Result, v *verify.Outcome, o report.Options) map[string]func(io.Writer) error {
	out := map[string]func(io.Writer) error{
		"FileExact": func(w io.Writer) error { return report.FileExact(w, r.Proposal.After) },
		"FileShown": func(w io.Writer) error { _, err := report.FileShown(w, r.Proposal.After); return err },
		"RuleList":  func(w io.Writer) error { return report.RuleList(w, o) },
		"RulePage":  func(w io.Writer) error { return report.RulePage(w, lint.Rules[0]) },
		"Change":    func(w io.Writer) error { return report.Change(w, r, o) },
	}
	for name, f := range map[string]report.Format{
		"AnalyzeText": report.AnalyzeText, "AnalyzeJSON": report.AnalyzeJSON, "SuggestText": report.SuggestText, "SuggestJSON": report.SuggestJSON,
		"Written": report.Written, "Unwritten": report.Unwritten,
	} {
		out[name] = func(w io.Writer) error { return f(w, r, o) }
	}
	lines := slices.Concat(r.Proposal.Added, r.Proposal.Review)
	out["Question"] = func(w io.Writer) error {
		for k, line := range lines {
			report.Question(w, r, line, k+1, len(lines), o)
		}
		return nil
	}
	out["Files"] = func(w io.Writer) error {
		for _, line := range lines {
			report.Files(w, r, line, 5)
		}
		return nil
	}
	for name, f := range map[string]report.Verifier{"VerifyText": report.VerifyText, "VerifyJSON": report.VerifyJSON} {
		out[name] = func(w io.Writer) error { return f(w, v, o) }
	}
	breaches := r.Breaches(analysis.Budget{MaxSize: 1, MaxFileSize: 1})
	for name, f := range map[string]report.Checker{"CheckText": report.CheckText, "CheckJSON": report.CheckJSON} {
		out[name] = func(w io.Writer) error { return f(w, r, breaches, o) }
	}
	maps.Copy(out, linters(r, o))
	maps.Copy(out, listers(r, o))
	return out
}

func linters(r *analysis.Result, o report.Options) map[string]func(io.Writer) error {
	found := r.Findings
	out := map[string]func(io.Writer) error{
		"LintFixed": func(w io.Writer) error { return report.LintFixed(w, r, found, found, o) },
		"LintDiff":  func(w io.Writer) error { return report.LintDiff(w, r, []byte("*.log\n"), o) },
	}
	for name, f := range map[string]report.Format{
		"LintText": report.LintText, "LintLines": report.LintLines, "LintGitHub": report.LintGitHub, "LintSARIF": report.LintSARIF, "LintJSON": report.LintJSON,
	} {
		out[name] = func(w io.Writer) error { return f(w, r, o) }
	}
	return out
}

func listers(r *analysis.Result, o report.Options) map[string]func(io.Writer) error {
	out := make(map[string]func(io.Writer) error)
	for name, f := range map[string]report.Lister{
		"Lines": report.Lines, "Zero": report.Zero, "Long": report.Long, "NDJSON": report.NDJSON, "Make": report.Make,
	} {
		out[name] = func(w io.Writer) error {
			for _, which := range []predict.Selection{predict.SentItems, predict.EligibleItems, predict.ExcludedItems} {
				if err := f(w, r, r.List(which)); err != nil {
					return err
				}
			}
			return nil
		}
	}
	explained := []predict.Explanation{r.Explain("no/such"), r.Explain("."), r.Explain("Dockerfile")}
	for item := range r.List(predict.EligibleItems) {
		explained = append(explained, r.Explain(item.Path))
	}
	for name, f := range map[string]report.Explainer{
		"ExplainText": report.ExplainText, "ExplainJSON": report.ExplainJSON, "ExplainQuiet": report.ExplainQuiet,
	} {
		out[name] = func(w io.Writer) error { return f(w, r, explained, o) }
	}
	return out
}

// No renderer is forgotten: each exported function that is given a writer first
// is one, but for the guard.
func TestAllRenderersRepeat(t *testing.T) {
	dir := t.TempDir()
	r, err := analysis.Run(t.Context(), analysis.Request{Dir: dir, Depth: analysis.Proposed})
	if err != nil {
		t.Fatal(err)
	}
	known := renderers(r, &verify.Outcome{}, report.Options{})
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !isRenderer(fn) {
				continue
			}
			found++
			if known[fn.Name.Name] == nil {
				t.Errorf("%s in %s is not printed twice", fn.Name.Name, file)
			}
		}
	}
	if found != len(known) {
		t.Errorf("%d renderers are found, want %d", found, len(known))
	}
}

func isRenderer(fn *ast.FuncDecl) bool {
	if fn.Recv != nil || !fn.Name.IsExported() || fn.Name.Name == "Inert" || fn.Type.Params.NumFields() == 0 {
		return false
	}
	at, ok := fn.Type.Params.List[0].Type.(*ast.SelectorExpr)
	return ok && at.Sel.Name == "Writer"
}
