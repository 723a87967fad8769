package scan_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/buildctx/buildctx/context/scan"
)

func ExampleRead() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := os.MkdirAll(filepath.Join(dir, "src", "lib"), 0o755); err != nil {
		fmt.Println(err)
	}
	for _, name := range []string{"src/main.go", "src/lib/lib.go", "README.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
			fmt.Println(err)
		}
	}

	l, err := scan.Read(context.Background(), dir, scan.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range uint32(l.Len()) {
		if l.Mode[i].IsDir() {
			fmt.Printf("%s: %d entries below\n", l.Path(i), l.End[i]-i-1)
		} else {
			fmt.Printf("%s: %d bytes\n", l.Path(i), l.Size[i])
		}
	}
	// Output:
	// .: 5 entries below
	// README.md: 9 bytes
	// src: 3 entries below
	// src/lib: 1 entries below
	// src/lib/lib.go: 14 bytes
	// src/main.go: 11 bytes
}

func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	for d := range 500 {
		path := filepath.Join(dir, fmt.Sprint(d%20), fmt.Sprint(d))
		if err := os.MkdirAll(path, 0o755); err != nil {
			b.Fatal(err)
		}
		for f := range 20 {
			if err := os.WriteFile(filepath.Join(path, fmt.Sprintf("file%d.go", f)), nil, 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
	for _, workers := range []int{0, 1, 2, 8} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.ReportAllocs()
			entries := 0
			for b.Loop() {
				l, err := scan.Read(context.Background(), dir, scan.Options{Workers: workers})
				if err != nil {
					b.Fatal(err)
				}
				entries = l.Len()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(entries), "ns/entry")
		})
	}
}

func BenchmarkName(b *testing.B) {
	l, err := scan.FromEntries("", []scan.Entry{{Path: "some/file-of-a-usual-name.go"}})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		_ = l.Name(2)
	}
}
