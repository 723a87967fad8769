package builds

import (
	"runtime"
	"sync"
)

// Heads reads the first n bytes of each of some files, several files at a time.
func Heads(head func(path string, n int) []byte, paths []string, n int) [][]byte {
	out := make([][]byte, len(paths))
	var wait sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(paths))
	for w := range workers {
		wait.Go(func() {
			for k := w; k < len(paths); k += workers {
				out[k] = head(paths[k], n)
			}
		})
	}
	wait.Wait()
	return out
}
