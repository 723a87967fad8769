package report

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/buildctx/buildctx/cmd/internal/analysis"
	"github.com/buildctx/buildctx/context/predict"
)

// BenchmarkFormats prints the report of a directory of 4,000 files in every
// format.
func BenchmarkFormats(b *testing.B) {
	dir := b.TempDir()
	for i := range 4000 {
		path := filepath.Join(dir, fmt.Sprintf("package-%d", i/100), fmt.Sprintf("file-%d.log", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(path), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, ".dockerignore"), []byte("package-1\n*.log\n**/file-7*\n!**/file-77.log\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	r, err := analysis.Run(b.Context(), analysis.Request{Dir: dir, Depth: analysis.Proposed, Wire: true, Heaviest: ShownPaths})
	if err != nil {
		b.Fatal(err)
	}
	for name, format := range map[string]func(io.Writer, *analysis.Result, Options) error{"text": AnalyzeText, "json": AnalyzeJSON} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := format(io.Discard, r, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for name, list := range map[string]Lister{"ls": Lines, "ndjson": NDJSON, "make": Make} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := list(io.Discard, r, r.List(predict.SentItems)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
