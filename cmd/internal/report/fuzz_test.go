package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/cmd/internal/report"
	"github.com/buildctx/buildctx/cmd/internal/verify"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// FuzzFormats prints whatever tree, ignore file and Dockerfile in every format.
// Nothing that is printed can draw on a terminal, what is meant for programs
// can be read by them, and lists hold the paths that they were made of.
func FuzzFormats(f *testing.F) {
	f.Add("package.json\x00node_modules/a\x00web/.env\x00web/a b.log\x00x$y:z#1\x00\xff\xfe\x00line\nfeed\x00\x1b[31m\x00\u202egpj", []byte("*.tmp\n*.log # no\n!a.log\n/web\n\x1b[1m\n"), []byte("FROM node AS \xff\nCOPY . /x\nCOPY no/such \"a b\" /y\nRUN npm ci\n"), byte(0))
	f.Add("src/main.go\x00.env\x00::error::x\x00##[group]\x00%0A\x00\u2028\x00é/ü\x00[x](y)\x00{0}\x00'\"\\", []byte("\xef\xbb\xbf*\r\n!src\r\n!**/x\n# buildctx:ignore dead-rule\nzz\n"), []byte("FROM a\nADD src .env /\n# buildctx:ignore x\nCOPY \u202e /\n"), byte(1))
	f.Add("a\x00b/c\x00b/ d \x00~\x00-rf\x00=\x00;\x00|", []byte("[\na\na\n\xff\n"), []byte("FROM\n"), byte(2))
	f.Add("", []byte(""), []byte(""), byte(5))
	root := f.TempDir()
	f.Fuzz(func(t *testing.T, names string, rules, dockerfile []byte, how byte) {
		dir := filepath.Join(root, "p")
		defer os.RemoveAll(dir)
		paths := fill(t, dir, names, rules, dockerfile)
		b := ignore.Builders()[int(how)%3]
		r, err := analysis.Run(t.Context(), analysis.Request{
			Dir: dir, Builder: b, Others: ignore.Builders(), Depth: analysis.Proposed, Level: []diag.Safety{diag.Safe, diag.Review}[how/4%2], Wire: true, Idle: true, Cache: true, Lint: true, Heaviest: report.ShownPaths,
		})
		if err != nil {
			return // what no builder would read either
		}
		p := printed{t, r, report.Options{Version: "1", Args: " " + dir, Color: how >= 128}}
		p.reports(paths)
		p.lists()
		p.explained(paths)
		p.linted()
		p.verified(paths)
	})
}

// fill makes a build context of names, each of which ends with a zero byte.
func fill(t *testing.T, dir, names string, rules, dockerfile []byte) (paths []string) {
	t.Helper()
	for k, name := range strings.Split(names, "\x00") {
		at := filepath.Join(dir, filepath.Clean("/"+name))
		if len(paths) == 20 || len(name) > 200 || at == dir || os.MkdirAll(filepath.Dir(at), 0o755) != nil {
			continue
		}
		if os.WriteFile(at, make([]byte, []int{10, 20_000, 0}[k%3]), 0o644) == nil {
			rel, _ := filepath.Rel(dir, at)
			paths = append(paths, rel)
		}
	}
	for name, text := range map[string][]byte{".dockerignore": rules, "Dockerfile": dockerfile, "": nil} {
		if name != "" && os.MkdirAll(dir, 0o755) == nil {
			os.WriteFile(filepath.Join(dir, name), text, 0o644) // unless there is a directory
		}
	}
	return paths
}

// printed is a result on its way to the screen.
type printed struct {
	t *testing.T
	r *analysis.Result
	o report.Options
}

var color = regexp.MustCompile("\x1b\\[[0-9;]*m")

// print prints something, and holds that it can draw nothing.
func (p *printed) print(name string, print func(w io.Writer) error) string {
	p.t.Helper()
	var out bytes.Buffer
	if err := print(&out); err != nil {
		p.t.Fatalf("%s: %v", name, err)
	}
	text := out.String()
	if p.o.Color {
		text = color.ReplaceAllString(text, "")
	}
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(c rune) bool { return c != '\n' && !strconv.IsPrint(c) }) {
		p.t.Fatalf("%s prints\n%q", name, text)
	}
	return text
}

// json prints something, and holds that a program can read it.
func (p *printed) json(name string, print func(w io.Writer) error, to any) {
	p.t.Helper()
	text := p.print(name, print)
	if err := json.Unmarshal([]byte(text), to); err != nil {
		p.t.Fatalf("%s prints what cannot be read: %v\n%s", name, err, text)
	}
}

func (p *printed) format(f report.Format) func(io.Writer) error {
	return func(w io.Writer) error { return f(w, p.r, p.o) }
}

// reports prints the whole result.
func (p *printed) reports(paths []string) {
	var whole struct {
		Sent struct{ Files int } `json:"sent"`
	}
	p.print("the report", p.format(report.AnalyzeText))
	p.json("the report in JSON", p.format(report.AnalyzeJSON), &whole)
	p.print("the proposal", p.format(report.SuggestText))
	p.json("the proposal in JSON", p.format(report.SuggestJSON), new(map[string]any))
	p.print("what is written", p.format(report.Written))
	p.print("the change", func(w io.Writer) error { return report.Change(w, p.r, p.o) })
	for k, s := range slices.Concat(p.r.Proposal.Added, p.r.Proposal.Review) {
		p.print("a question", func(w io.Writer) error { report.Question(w, p.r, s, k+1, len(paths), p.o); return nil })
	}
	breaches := p.r.Breaches(analysis.Budget{MaxSize: 1, MaxFileSize: 1})
	p.print("the check", func(w io.Writer) error { return report.CheckText(w, p.r, breaches, p.o) })
	var checked struct {
		OK       bool
		Breaches []struct{ Path string }
	}
	p.json("the check in JSON", func(w io.Writer) error { return report.CheckJSON(w, p.r, breaches, p.o) }, &checked)
	if checked.OK != (len(breaches) == 0 && !p.r.Refused()) || len(checked.Breaches) != len(breaches) {
		p.t.Fatalf("the check in JSON has %+v of %d", checked, len(breaches))
	}
}

// lists prints lists of paths, and reads them again.
func (p *printed) lists() {
	for _, which := range []predict.Selection{predict.SentItems, predict.EligibleItems, predict.ExcludedItems} {
		var want []string
		for item := range p.r.List(which) {
			want = append(want, item.Path)
		}
		list := func(l report.Lister) func(io.Writer) error {
			return func(w io.Writer) error { return l(w, p.r, p.r.List(which)) }
		}
		p.same("the list", lines(p.print("the list", list(report.Lines))), want)
		if n := len(lines(p.print("the long list", list(report.Long)))); n != len(want) {
			p.t.Fatalf("the long list has %d lines, want %d", n, len(want))
		}
		for k, line := range lines(p.print("the list for programs", list(report.NDJSON))) {
			if err := json.Unmarshal([]byte(line), new(map[string]any)); err != nil || k >= len(want) {
				p.t.Fatalf("line %d of the list for programs is %q: %v", k, line, err)
			}
		}
		var zero bytes.Buffer
		if err := list(report.Zero)(&zero); err != nil {
			p.t.Fatal(err)
		}
		p.same("the list with zero bytes", strings.Split(strings.TrimSuffix(zero.String(), "\x00"), "\x00"), want)
		p.print("the list for make", list(report.Make))
	}
}

// same holds that a list, of which some names may be quoted, is the one that is
// wanted.
func (p *printed) same(name string, got, want []string) {
	p.t.Helper()
	if len(want) == 0 {
		got = nil
	}
	for k, shown := range got {
		if plain, err := strconv.Unquote(shown); err == nil && name == "the list" {
			shown = plain
		}
		got[k] = strings.TrimSuffix(shown, "/")
	}
	if !slices.Equal(got, want) {
		p.t.Fatalf("%s has\n%q, want\n%q", name, got, want)
	}
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// explained prints what becomes of each path, and of some that are not there.
func (p *printed) explained(paths []string) {
	var list []predict.Explanation
	for _, path := range append(paths, "no/such\x1b", ".", "Dockerfile") {
		list = append(list, p.r.Explain(path))
	}
	p.print("the explanation", func(w io.Writer) error { return report.ExplainText(w, p.r, list, p.o) })
	if n := len(lines(p.print("the short explanation", tabless(func(w io.Writer) error { return report.ExplainQuiet(w, p.r, list, p.o) })))); n != len(list) {
		p.t.Fatalf("the short explanation has %d lines, want %d", n, len(list))
	}
	var rows []struct{ Path, Verdict string }
	p.json("the explanation in JSON", func(w io.Writer) error { return report.ExplainJSON(w, p.r, list, p.o) }, &rows)
	if len(rows) != len(list) {
		p.t.Fatalf("the explanation in JSON has %d rows, want %d", len(rows), len(list))
	}
}

// tabless prints without the tabs between columns.
func tabless(print func(w io.Writer) error) func(io.Writer) error {
	return func(w io.Writer) error {
		var out bytes.Buffer
		err := print(&out)
		io.WriteString(w, strings.ReplaceAll(out.String(), "\t", " "))
		return err
	}
}

var (
	aLine       = regexp.MustCompile(`^.+:\d+:\d+: (info|warning|error): .+ \[[a-z0-9-]+\]$`)
	anAnnotated = regexp.MustCompile(`^::(notice|warning|error) file=[^,]*,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=buildctx%3A [a-z0-9-]+::.+$`)
)

// linted prints what lint finds.
func (p *printed) linted() {
	linter := func(l report.Format) func(io.Writer) error {
		return func(w io.Writer) error { return l(w, p.r, p.o) }
	}
	p.print("the findings", linter(report.LintText))
	for name, shape := range map[string]*regexp.Regexp{"lines": aLine, "github": anAnnotated} {
		list := lines(p.print(name, linter(map[string]report.Format{"lines": report.LintLines, "github": report.LintGitHub}[name])))
		for k, line := range list {
			if !shape.MatchString(line) || len(list) != len(p.r.Findings) {
				p.t.Fatalf("%s: line %d of %d is %q, of %d findings", name, k+1, len(list), line, len(p.r.Findings))
			}
		}
	}
	p.json("the findings in JSON", linter(report.LintJSON), new(map[string]any))
	p.print("what was fixed", func(w io.Writer) error { return report.LintFixed(w, p.r, p.r.Findings, p.r.Findings, p.o) })
	fixes, err := analysis.Fix(p.t.Context(), p.r, diag.Review)
	if err != nil {
		p.t.Fatal(err)
	}
	p.print("what fixes change", func(w io.Writer) error { return report.LintDiff(w, p.r, fixes.After, p.o) })
	p.sarif(p.r.Findings, linter(report.LintSARIF))
}

// sarif holds that each result leads to a part of the file that it is about.
func (p *printed) sarif(found []diag.Diagnostic, print func(io.Writer) error) {
	type location struct {
		PhysicalLocation struct {
			ArtifactLocation struct{ URI string }
			Region           *struct{ StartLine, StartColumn, EndLine, EndColumn int }
		}
	}
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Message   struct{ Text string }
				Locations []location
			}
		}
	}
	p.json("SARIF", print, &log)
	run := log.Runs[0]
	if len(run.Results) != len(p.r.Findings) {
		p.t.Fatalf("SARIF has %d results, want %d", len(run.Results), len(p.r.Findings))
	}
	for k, x := range run.Results {
		at := x.Locations[0].PhysicalLocation
		uri, err := url.Parse(at.ArtifactLocation.URI)
		if err != nil || uri.Path != filepath.ToSlash(found[k].File) || uri.RawQuery != "" || uri.Fragment != "" {
			p.t.Fatalf("%q is called %q", found[k].File, at.ArtifactLocation.URI)
		}
		if x.Message.Text == "" || run.Tool.Driver.Rules[x.RuleIndex].ID != x.RuleID {
			p.t.Fatalf("%+v", x)
		}
		if g := at.Region; g != nil && (g.StartLine < 1 || g.StartColumn < 1 || g.EndLine < g.StartLine || g.EndLine == g.StartLine && g.EndColumn < g.StartColumn) {
			p.t.Fatalf("%q has the region %+v", x.RuleID, *g)
		}
	}
}

// verified prints what a builder would have made of it, which says what it
// likes.
func (p *printed) verified(paths []string) {
	text := strings.Join(paths, "\n")
	v := &verify.Outcome{
		Builder: p.r.Request.Builder.String(), Version: text, Client: text, Agreed: 1, Refused: text, Unknowns: paths, Left: paths,
		Figures: []verify.Figure{{Context: text, Step: text, PredictedCold: -1, ActualCold: 7, PredictedWarm: 3, ActualWarm: 3}},
	}
	for k, path := range paths {
		place := verify.Place{Context: []string{"context", text}[k%2], Path: path}
		v.Missing, v.Extra = append(v.Missing, place), append(v.Extra, place)
		v.Differ = append(v.Differ, verify.Difference{Place: place, What: "target", Predicted: path, Actual: text})
	}
	for _, refused := range []string{text, ""} {
		v.Refused = refused
		p.print("the comparison", func(w io.Writer) error { return report.VerifyText(w, v, p.o) })
		var back struct{ Missing, Extra, Differ []any }
		p.json("the comparison in JSON", func(w io.Writer) error { return report.VerifyJSON(w, v, p.o) }, &back)
		if len(back.Missing) != len(paths) || len(back.Extra) != len(paths) || len(back.Differ) != len(paths) {
			p.t.Fatalf("the comparison in JSON has %s", fmt.Sprint(back))
		}
	}
}
