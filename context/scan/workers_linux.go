//go:build amd64 || arm64 || riscv64

package scan

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// A pool is a number of workers for tasks that lead to more tasks. Each worker
// keeps the tasks it finds on a stack of its own, so that what it does next is
// near to what it did last; only when another worker has nothing to do does it
// hand over the older half, which for directories are the ones nearer to the
// root and so probably those with most below.
type pool[T any] struct {
	// free is how many workers wait or could still be started, less the
	// tasks already handed over. It is what busy workers look at.
	free atomic.Int32
	// stopped is set to have all workers return.
	stopped atomic.Bool

	mu      sync.Mutex
	wake    sync.Cond
	tasks   []T // handed over; the first is the oldest
	waiting int
	started int
	limit   int
	done    bool

	work    func(*worker[T])
	running sync.WaitGroup
}

// A worker is one goroutine of a pool. Only that goroutine uses it.
type worker[T any] struct {
	pool *pool[T]
	own  []T
}

// newPool makes a pool of at most limit workers, each of which is run by work.
// The first task starts the first worker, the others start as there is work.
func newPool[T any](limit int, first T, work func(*worker[T])) *pool[T] {
	p := &pool[T]{limit: limit, work: work, tasks: []T{first}}
	p.wake.L = &p.mu
	p.mu.Lock()
	p.start()
	p.mu.Unlock()
	return p
}

// start adds a worker. The pool is locked.
func (p *pool[T]) start() {
	p.started++
	p.updateFree()
	p.running.Go(func() {
		p.work(&worker[T]{pool: p})
	})
}

// updateFree brings free up to date. The pool is locked.
func (p *pool[T]) updateFree() {
	p.free.Store(int32(max(0, p.waiting+p.limit-p.started-len(p.tasks))))
}

// grow raises the number of workers to limit, as work turns up for them.
func (p *pool[T]) grow(limit int) {
	p.mu.Lock()
	p.limit = max(p.limit, limit)
	p.updateFree()
	p.mu.Unlock()
}

// active is how many workers have a task.
func (p *pool[T]) active() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.started - p.waiting
}

// stop has every worker return after the task it is at.
func (p *pool[T]) stop() {
	p.stopped.Store(true)
	p.mu.Lock()
	p.wake.Broadcast()
	p.mu.Unlock()
}

// cancelWait is how long Read waits for its workers to notice that the context
// is done. One that is stuck in a system call, as on a network file system
// whose server is away, is left behind and ends when the call does.
const cancelWait = 50 * time.Millisecond

// wait returns when all tasks are done, or soon after ctx is.
func (p *pool[T]) wait(ctx context.Context) error {
	all := make(chan struct{})
	go func() {
		p.running.Wait()
		close(all)
	}()
	select {
	case <-all:
	case <-ctx.Done():
		p.stop()
		select {
		case <-all:
		case <-time.After(cancelWait):
		}
		return context.Cause(ctx)
	}
	return nil
}

// push adds a task, which the worker itself will do unless others are idle.
func (w *worker[T]) push(t T) {
	w.own = append(w.own, t)
	if len(w.own) > 1 && w.pool.free.Load() > 0 {
		half := len(w.own) / 2
		w.pool.handOver(w.own[:half]...)
		w.own = append(w.own[:0], w.own[half:]...)
	}
}

// handOver gives tasks to whoever is free first.
func (p *pool[T]) handOver(tasks ...T) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tasks = append(p.tasks, tasks...)
	for range min(len(tasks), p.waiting) {
		p.wake.Signal()
	}
	if p.waiting < len(tasks) && p.started < p.limit {
		p.start()
	}
	p.updateFree()
}

// next returns a task to do, waiting for one if need be, and false when all
// tasks are done or the pool was stopped.
func (w *worker[T]) next() (t T, ok bool) {
	p := w.pool
	if p.stopped.Load() {
		return t, false
	}
	if last := len(w.own) - 1; last >= 0 {
		t, w.own = w.own[last], w.own[:last]
		return t, true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting++
	for len(p.tasks) == 0 && !p.done && !p.stopped.Load() {
		if p.waiting == p.started {
			// Nobody is left who could find another task.
			p.done = true
			p.wake.Broadcast()
			break
		}
		p.updateFree()
		p.wake.Wait()
	}
	p.waiting--
	if p.stopped.Load() || len(p.tasks) == 0 {
		return t, false
	}
	t = p.tasks[0]
	p.tasks = p.tasks[1:]
	p.updateFree()
	return t, true
}
