package analysis

import (
	"sync"

	"github.com/buildctx/buildctx/context/scan"
)

// ahead does something while other work is done, and returns a function that
// waits for it. Where that is to be frugal with file descriptors it is done
// when it is waited for, and once more if the other work has used up all that
// there were.
func ahead[T any](frugal bool, do func() (T, error)) func() (T, error) {
	once := sync.OnceValues(do)
	if frugal {
		return once
	}
	go once()
	return func() (T, error) {
		v, err := once()
		if scan.Scarce(err) {
			return do()
		}
		return v, err
	}
}
