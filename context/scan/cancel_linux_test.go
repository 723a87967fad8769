package scan

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// TestCancel ends a walk in the middle, which must fail with the cause and
// leave nothing open.
func TestCancel(t *testing.T) {
	dir := t.TempDir()
	for i := range 3000 {
		must(t, os.MkdirAll(filepath.Join(dir, fmt.Sprint(i%10), fmt.Sprint(i%100), fmt.Sprint(i)), 0o755))
	}
	before := descriptors(t)
	for _, r := range readers {
		for _, at := range []int32{0, 10, 500, 2000} {
			ctx, cancel := context.WithCancel(context.Background())
			stop := &stopper{cancel: cancel}
			stop.left.Store(at)
			r.Prune = stop
			_, err := Read(ctx, dir, r.Options)
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s after %d entries: %v", r.name, at, err)
			}
			cancel()
		}
	}
	time.Sleep(100 * time.Millisecond)
	if after := descriptors(t); after != before {
		t.Errorf("%d descriptors before, %d after", before, after)
	}
}

// A stopper is a pruner that cancels the walk after some entries.
type stopper struct {
	cancel context.CancelFunc
	left   atomic.Int32
}

func (s *stopper) Root() any { return nil }

func (s *stopper) Enter(any, string, fs.FileMode) (any, bool) {
	if s.left.Add(-1) == -1 {
		s.cancel()
	}
	return nil, false
}
