//go:build amd64 || arm64 || riscv64

package scan

import (
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"sync/atomic"
	"testing"
	"time"
)

// TestSlow reads a tree as if from a disk: the program is told, once, and the
// listing is the same.
func TestSlow(t *testing.T) {
	dir := t.TempDir()
	for i := range 2000 {
		write(t, filepath.Join(dir, fmt.Sprint(i%10), fmt.Sprint(i%50), fmt.Sprint(i)), "x")
	}
	var told atomic.Int32
	slow, err := Read(t.Context(), dir, Options{cold: true, Slow: func() { told.Add(1) }})
	if err != nil {
		t.Fatal(err)
	}
	if n := told.Load(); n != 1 {
		t.Errorf("told %d times", n)
	}
	quick, err := Read(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(paths(slow), paths(quick)) || !reflect.DeepEqual(slow.Size, quick.Size) {
		t.Error("the listings differ")
	}
}

// TestPace holds when calls are taken for slow.
func TestPace(t *testing.T) {
	warm, fromDisk := &disk{before: math.MaxInt64}, &disk{before: math.MinInt64 / 2}
	window := func(p *latency, took time.Duration, d *disk) bool {
		p.calls, p.since = latencyCalls, time.Now().Add(-took)
		return p.measure(d)
	}
	var p latency
	if window(&p, time.Microsecond, fromDisk) || !p.quick {
		t.Error("quick calls are taken for slow")
	}
	for n := range slowTimes {
		if more := window(&p, time.Millisecond, warm); more != (n == slowTimes-1) || p.quick {
			t.Errorf("after %d slow measurements: more workers %t, quick %t", n+1, more, p.quick)
		}
	}
	p = latency{}
	if !window(&p, time.Millisecond, fromDisk) || p.quick {
		t.Error("one wait for a disk that much was read from does not count")
	}
	if !window(&p, time.Microsecond, fromDisk) || p.quick {
		t.Error("a quick call from a disk makes it quick")
	}
}
