package ignore_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/buildctx/buildctx/ignore"
)

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

// TestConcurrentUse lets several walks share a matcher; the race detector and
// the verdicts are the proof.
func TestConcurrentUse(t *testing.T) {
	list := append(benchmarkRules(60), "!packages/app3/src", `v\b*`)
	var wg sync.WaitGroup
	for _, b := range ignore.Builders() {
		shared, err := ignore.Compile(b, list)
		if err != nil {
			t.Fatal(err)
		}
		for worker := range 4 {
			wg.Go(func() {
				own, err := ignore.Compile(b, list)
				if err != nil {
					t.Error(err)
					return
				}
				for i := range 300 {
					path := fmt.Sprintf("packages/app%d/src/f%d.%s", i%7, worker, []string{"log", "go", "ext44"}[i%3])
					if got, want := excluded(shared, path), excluded(own, path); got != want || shared.SendsContent(path) != own.SendsContent(path) {
						t.Errorf("%v: %s is %s, want %s", b, path, got, want)
					}
				}
			})
		}
	}
	wg.Wait()
}
