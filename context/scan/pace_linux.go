//go:build amd64 || arm64 || riscv64

package scan

import "time"

// A pace measures how long system calls take. As long as everything is in
// memory they take a few microseconds and are made without telling the
// scheduler. Where they have to wait for a disk, the scheduler must be told, so
// that other goroutines run meanwhile, and more workers help.
type pace struct {
	quick bool
	calls int
	since time.Time
	slow  int // measurements that were slow, less those that were not
}

const (
	paceCalls = 16                    // calls between two measurements
	slowCall  = 10 * time.Microsecond // average of calls that wait
	slowTimes = 8                     // slow measurements that prove it
)

// tick counts calls and tells whether it is time to measure.
func (p *pace) tick(calls int) bool {
	p.calls += calls
	return p.calls >= paceCalls
}

// rest is called when time passed that was not spent in calls.
func (p *pace) rest() {
	p.calls = 0
	p.since = time.Now()
}

// measure ends a measurement and starts the next. It reports whether more
// workers would help.
func (p *pace) measure() bool {
	now := time.Now()
	took := now.Sub(p.since)
	p.quick = took < time.Duration(p.calls)*slowCall
	if p.quick {
		p.slow = max(0, p.slow-1)
	} else {
		p.slow++
	}
	p.calls, p.since = 0, now
	return p.slow >= slowTimes
}
