package lint

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	buildcontext "github.com/buildctx/buildctx/context"
	"github.com/buildctx/buildctx/context/predict"
	"github.com/buildctx/buildctx/context/scan"
	"github.com/buildctx/buildctx/ignore"
	"github.com/buildctx/buildctx/ignore/diag"
)

// A bulk is a file of many lines of one sort, in a directory of many files. In both "%"
// stands for the number of the line.
type bulk struct {
	name               string
	before, line, last string
	files              string
	every              int // as many lines in a row are alike
	found              string
}

// bulks are what there is most of in large ignore files.
var bulks = []bulk{
	{name: "equal lines", line: "node_modules", files: "node_modules/x", found: "duplicate-rule"},
	{name: "repeated lines", line: "d%", every: 5, files: "d%/x", found: "duplicate-rule"},
	{name: "comments behind patterns", line: "dir%/*.x # c", files: "a", found: "inline-comment"},
	{name: "comments behind what is there", line: "dir%/*.x # c", files: "dir%/f.x", found: "inline-comment"},
	{name: "comments behind one pattern", line: "a # %", files: "a/b", found: "inline-comment"},
	{name: "comments behind exceptions", before: "docs\n", line: "!docs/keep% # c", files: "docs/keep%", found: "inline-comment"},
	{name: "indented comments", line: "  # comment %", files: "a", found: "indented-comment"},
	{name: "names at the root", line: "x%.log", files: "d/x%.log", found: "gitignore-anchor"},
	{name: "rules that match", line: ".env.%", files: ".env.%"},
	{name: "rules that match nothing", line: "qqq%/x", files: ".env.%", found: "dead-rule"},
	{name: "slips", line: "package%.jsn", files: "package%.json", found: "dead-rule"},
	{name: "exceptions of what is not there", line: "!e%", files: "a"},
	{name: "exceptions without effect", line: "!keep%", files: "keep%", found: "dead-exception"},
	{name: "exceptions that stand first", line: "!docs/keep%", last: "docs\n", files: "docs/keep%", found: "exception-before-exclude"},
	{name: "what an exception undoes", line: "src/key%", last: "*\n!src\n", files: "src/key% src/a", found: "exception-undoes-exclude"},
	{name: "files without content", before: "*\n", line: "!src/f%", last: "src\n", files: "src/f%", found: "empty-file-exception"},
	{name: "shadowed by a directory", line: "d/f%.log", last: "d\n", files: "d/f%.log", found: "shadowed-rule"},
	{name: "shadowed by a name", line: "d%/node_modules", last: "**/node_modules\n", files: "d%/node_modules/x", found: "shadowed-rule"},
	{name: "shadowed by a wildcard", before: "**/*.log\n", line: "d/f%.log", files: "d/f%.log", found: "shadowed-rule"},
	{name: "classes", line: "x%[!a]", files: "a", found: "bang-class"},
	{name: "what is silenced", line: "# buildctx:ignore duplicate-rule why\na", files: "a"},
	{name: "equal lines behind a control character", before: "a\x01\n", line: "b", files: "b", found: "duplicate-rule"},
	{name: "equal lines behind a pattern that cannot be compared", before: "*x{2,1}\n", line: "b", files: "b", found: "duplicate-rule"},
	{name: "equal lines before a mark", line: "b", last: "\ufeffc\n", files: "b", found: "duplicate-rule"},
}

// input is a bulk with n lines.
func (b bulk) input(t testing.TB, n int) Input {
	text, files := new(strings.Builder), make(map[string]bool)
	text.WriteString(b.before)
	for k := range n {
		number := fmt.Sprint(k / max(1, b.every))
		text.WriteString(strings.ReplaceAll(b.line, "%", number) + "\n")
		for name := range strings.FieldsSeq(strings.ReplaceAll(b.files, "%", number)) {
			files[name] = true
		}
	}
	text.WriteString(b.last)
	var entries []scan.Entry
	for name := range files {
		entries = append(entries, scan.Entry{Path: name, Mode: 0o644, Size: 1})
	}
	list, err := scan.FromEntries("/", entries)
	if err != nil {
		t.Fatal(err)
	}
	return inputOf(predict.Build{Tree: buildcontext.New(list), Ignore: ignore.Parse(".dockerignore", []byte(text.String()))})
}

// A work is what a run of lint does.
type work struct {
	found, fixes, replays int
	mallocs, bytes        uint64 // allocated
}

// TestGrowth holds that four times as many lines take as many replays as before, and little
// more than four times as many allocations and bytes; and that as much is found and fixed.
func TestGrowth(t *testing.T) {
	const few, times = 150, 4
	for _, b := range bulks {
		t.Run(b.name, func(t *testing.T) {
			one, more := b.measure(t, few), b.measure(t, few*times)
			if b.found != "" && one.found == 0 || more.found < one.found || more.fixes < one.fixes {
				t.Errorf("%+v, with %d times the lines %+v: too little is found", one, times, more)
			}
			grown := max(float64(more.mallocs)/float64(one.mallocs), float64(more.bytes)/float64(one.bytes))
			if more.replays > one.replays+2 || one.replays > 12 || grown > 1.6*times {
				t.Errorf("%+v, with %d times the lines %+v: %.1f times as much", one, times, more, grown)
			}
		})
	}
}

// measure runs lint over n lines.
func (b bulk) measure(t *testing.T, n int) (w work) {
	p := newPass(b.input(t, n))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	p.lint()
	runtime.ReadMemStats(&after)
	for _, d := range p.found {
		if d.Rule == b.found {
			w.found++
		}
		w.fixes += len(d.Fixes)
	}
	w.replays, w.mallocs, w.bytes = p.prover.replays, after.Mallocs-before.Mallocs, after.TotalAlloc-before.TotalAlloc
	return w
}

// All fixes of a kind are made at once.
func TestIndependent(t *testing.T) {
	for _, b := range bulks {
		in := b.input(t, 100)
		found := findings(in)
		of := Independent(in.File, found, diag.Review)
		text, err := Together(in.File, of)
		if err != nil {
			t.Errorf("%s: %v", b.name, err)
		}
		fixable := 0
		for _, d := range found {
			if len(d.Fixes) > 0 && d.Fixes[0].Safety >= diag.Review {
				fixable++
			}
		}
		if len(of) < fixable-1 {
			t.Errorf("%s: %d of %d fixes are made at once", b.name, len(of), fixable)
		}
		in = inputOf(predict.Build{Tree: in.Tree, Ignore: ignore.Parse(".dockerignore", text)})
		for _, d := range findings(in) {
			if d.Rule == b.found && len(d.Fixes) > 0 && d.Fixes[0].Safety >= diag.Review {
				t.Errorf("%s: still there after the fixes: %s", b.name, d.Message)
				break
			}
		}
	}
}

// BenchmarkRun gives the time for each line, which should be the same for few and many.
func BenchmarkRun(b *testing.B) {
	for _, bulk := range bulks {
		for _, n := range []int{500, 2000, 10_000} {
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(bulk.name, " ", "-"), n), func(b *testing.B) {
				in := bulk.input(b, n)
				for b.Loop() {
					findings(in)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/line")
			})
		}
	}
}
