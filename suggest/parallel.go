package suggest

import (
	"runtime"
	"sync"
)

// inParallel calls a function with each number below n, on all processors.
func inParallel(n int, do func(k int)) {
	var wait sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), n)
	for w := range workers {
		wait.Go(func() {
			for k := w; k < n; k += workers {
				do(k)
			}
		})
	}
	wait.Wait()
}
