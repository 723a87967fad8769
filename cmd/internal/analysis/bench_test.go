package analysis

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/buildctx/buildctx/context/ledger"
)

// benchProject makes a directory of 20,000 files, most of them dependencies.
func benchProject(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	write := func(path string) {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for i := range 20_000 {
		switch {
		case i%10 == 0:
			write(fmt.Sprintf("packages/app-%d/src/part-%d/file-%d.ts", i/2000, i/300, i))
		case i%97 == 0:
			write(fmt.Sprintf("packages/app-%d/logs/%d.log", i/2000, i))
		default:
			write(fmt.Sprintf("node_modules/package-%d/lib/file-%d.js", i/40, i))
		}
	}
	return dir
}

// BenchmarkLedger tries every one of 200 lines, alone and left out. Beside the
// time it gives that as a part of the time that reading the directory takes.
func BenchmarkLedger(b *testing.B) {
	req := Request{
		Dir: benchProject(b), Depth: Measured,
		IgnoreFile: filepath.Join("..", "..", "..", "testdata", "bench", "ignorefiles", "200"),
	}
	var reading time.Duration
	var r *Result
	for range 5 { // the last one finds everything in memory
		begin := time.Now()
		var err error
		if r, err = Run(b.Context(), req); err != nil {
			b.Fatal(err)
		}
		reading = time.Since(begin)
	}
	for b.Loop() {
		l := ledger.New(r.Prediction)
		l.Rows()
		l.Effects()
	}
	each := float64(b.Elapsed().Nanoseconds()) / float64(b.N)
	b.ReportMetric(each/float64(r.Tree.Len()), "ns/entry")
	b.ReportMetric(each/float64(reading.Nanoseconds()), "of-reading")
}

func BenchmarkRun(b *testing.B) {
	dir := benchProject(b)
	for name, depth := range map[string]Depth{"sent": SentOnly, "proposed": Proposed} {
		b.Run(name, func(b *testing.B) {
			var r *Result
			for b.Loop() {
				var err error
				if r, err = Run(b.Context(), Request{Dir: dir, Depth: depth}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(r.Tree.Len()), "ns/entry")
		})
	}
}
