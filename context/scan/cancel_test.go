package scan

import (
	"context"
	"sync/atomic"
	"time"
)

// A stopper is a pruner that cancels the walk after some entries.
type stopper struct {
	cancel context.CancelFunc
	left   atomic.Int32
	at     atomic.Int64
}

func (s *stopper) Root() any { return nil }

func (s *stopper) Enter(any, string, bool) (any, bool) {
	if s.left.Add(-1) == -1 {
		s.at.Store(time.Now().UnixNano())
		s.cancel()
	}
	return nil, false
}

func (s *stopper) when() time.Time { return time.Unix(0, s.at.Load()) }
