package cli

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

const (
	// garbage is how much may lie about before it is collected, in percent of
	// what is in use. Nearly all that is allocated stays in use until the end,
	// so that collecting more often finds little.
	garbage = 400
	// maxGarbage is how many bytes that is at most, unless it were less than
	// leastGarbage percent: collecting takes longer the more is in use.
	maxGarbage   = 64 << 20
	leastGarbage = 50
)

// govern has garbage collected as [garbage] and [maxGarbage] say. After each
// collection it looks at what is in use, until it is told to stop.
func govern() (stop func()) {
	debug.SetGCPercent(garbage)
	var stopped atomic.Bool
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	at := garbage
	var collected func(*[16]byte) // an object that nobody holds is finalized at each collection
	collected = func(object *[16]byte) {
		if stopped.Load() {
			return
		}
		metrics.Read(live)
		if now := percent(live[0].Value.Uint64()); now != at {
			at = now
			debug.SetGCPercent(now)
		}
		runtime.SetFinalizer(object, collected)
	}
	runtime.SetFinalizer(new([16]byte), collected)
	return func() { stopped.Store(true) }
}

// percent is how much garbage there may be, given the bytes in use.
func percent(live uint64) int {
	return int(max(leastGarbage, min(garbage, 100*maxGarbage/max(live, 1))))
}
