//go:build amd64 || arm64 || riscv64

package scan

import (
	"sync/atomic"
	"syscall"
	"time"
)

// A latency measures how long system calls take. As long as everything is in
// memory they take a few microseconds and are made without telling the
// scheduler. Where they have to wait for a disk, the scheduler must be told, so
// that other goroutines run meanwhile, and more workers help.
type latency struct {
	quick bool
	calls int
	since time.Time
	slow  int // measurements that were slow, less those that were not
}

const (
	latencyCalls = 16                    // calls between two measurements
	slowCall     = 10 * time.Microsecond // average of calls that wait
	slowTimes    = 8                     // slow measurements that prove it

	// coldBlocks is how much has to come from a disk to prove that most will,
	// in the units of getrusage(2), 512 bytes. A disk that reads ahead makes
	// the calls wait so seldom that they are quick on average.
	coldBlocks = 2048
)

// A disk tells whether what is read comes from one.
type disk struct {
	before int64 // what had come from a disk when the walk began
	cold   atomic.Bool
}

func newDisk() *disk { return &disk{before: blocksRead()} }

// look is called when calls had to wait for something.
func (d *disk) look() {
	if !d.cold.Load() && blocksRead()-d.before >= coldBlocks {
		d.cold.Store(true)
	}
}

// blocksRead is how much the process has had to read from disks.
func blocksRead() int64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return used.Inblock
}

// tick counts calls and tells whether it is time to measure.
func (l *latency) tick(calls int) bool {
	l.calls += calls
	return l.calls >= latencyCalls
}

// restart is called when time passed that was not spent in calls.
func (l *latency) restart() {
	l.calls = 0
	l.since = time.Now()
}

// measure ends a measurement and starts the next. It reports whether more
// workers would help.
func (l *latency) measure(d *disk) bool {
	now := time.Now()
	took := now.Sub(l.since)
	l.quick = took < time.Duration(l.calls)*slowCall
	if l.quick {
		l.slow = max(0, l.slow-1)
	} else {
		l.slow++
		d.look()
	}
	l.calls, l.since = 0, now
	if d.cold.Load() {
		l.quick = false
		return true
	}
	return l.slow >= slowTimes
}
