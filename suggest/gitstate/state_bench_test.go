package gitstate

import (
	"fmt"
	"slices"
	"testing"
)

// BenchmarkNew compares 300,000 files, all of them tracked but one in ten.
func BenchmarkNew(b *testing.B) {
	var files []string
	var index Index
	for k := range 300_000 {
		name := fmt.Sprintf("packages/group%d/module%d/src/file%d.ts", k/10000, k/100, k)
		if k%10000 < 1000 {
			name = fmt.Sprintf("packages/group%d/new%d/src/file%d.ts", k/10000, k/100, k)
		} else {
			index.Paths = append(index.Paths, name)
		}
		files = append(files, name+" 100")
	}
	slices.Sort(index.Paths)
	in := place{files: files}.input(b)
	g := Input{Tree: in.Tree, Eligible: in.Eligible, Sent: in.Eligible, Index: index, Check: func([]string) (map[string]bool, error) { return nil, nil }}
	b.ReportAllocs()
	for b.Loop() {
		New(g)
	}
}
