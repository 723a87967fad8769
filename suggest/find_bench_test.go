package suggest

import (
	"fmt"
	"testing"
)

// million is a context of a million files, none of which is below anything
// that its name gives away.
func million() place {
	var p place
	for d := range 1000 {
		for f := range 1000 {
			p.files = append(p.files, fmt.Sprintf("src/d%d/file%d.%s", d, f, []string{"go", "py", "ts", "json", "env.go"}[f%5]))
		}
	}
	p.tracked = []string{"src"}
	return p
}

func BenchmarkFind(b *testing.B) {
	in := million().input(b)
	for b.Loop() {
		Find(in)
	}
}

func BenchmarkClassify(b *testing.B) {
	in := million().input(b)
	for b.Loop() {
		for i := range uint32(in.Tree.Len()) {
			Classify(in.Tree, i)
		}
	}
}
