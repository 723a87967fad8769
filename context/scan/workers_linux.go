//go:build amd64 || arm64 || riscv64

package scan

import (
	"sync"
	"sync/atomic"
)

// A crew is a number of goroutines that work off tasks which lead to more
// tasks. Each member keeps the tasks it finds on a stack of its own, so that
// what it does next is near to what it did last; only when another member has
// nothing to do does it hand over the older half, which for directories are
// the ones nearer to the root and so probably those with most below.
type crew[T any] struct {
	// hungry is how many members wait or could still be started, less the
	// tasks already handed over. It is what busy members look at.
	hungry atomic.Int32
	// stopped is set to have all members return.
	stopped atomic.Bool

	mu      sync.Mutex
	wake    sync.Cond
	tasks   []T // handed over; the first is the oldest
	waiting int
	started int
	limit   int
	done    bool

	work    func(*member[T])
	running sync.WaitGroup
}

// A member is one worker of a crew. Only its own goroutine uses it.
type member[T any] struct {
	crew *crew[T]
	own  []T
}

// newCrew makes a crew of at most limit members, each of which is run by work.
// The first task starts the first member, the others start as there is work.
func newCrew[T any](limit int, first T, work func(*member[T])) *crew[T] {
	c := &crew[T]{limit: limit, work: work, tasks: []T{first}}
	c.wake.L = &c.mu
	c.mu.Lock()
	c.start()
	c.mu.Unlock()
	return c
}

// start adds a member. The crew is locked.
func (c *crew[T]) start() {
	c.started++
	c.reckon()
	c.running.Add(1)
	go func() {
		defer c.running.Done()
		c.work(&member[T]{crew: c})
	}()
}

// reckon brings hungry up to date. The crew is locked.
func (c *crew[T]) reckon() {
	c.hungry.Store(int32(max(0, c.waiting+c.limit-c.started-len(c.tasks))))
}

// grow raises the number of members to limit, as work turns up for them.
func (c *crew[T]) grow(limit int) {
	c.mu.Lock()
	c.limit = max(c.limit, limit)
	c.reckon()
	c.mu.Unlock()
}

// active is how many members have a task.
func (c *crew[T]) active() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.started - c.waiting
}

// stop has every member return after the task it is at.
func (c *crew[T]) stop() {
	c.stopped.Store(true)
	c.mu.Lock()
	c.wake.Broadcast()
	c.mu.Unlock()
}

// push adds a task, which the member itself will do unless others are idle.
func (m *member[T]) push(t T) {
	m.own = append(m.own, t)
	if len(m.own) > 1 && m.crew.hungry.Load() > 0 {
		half := len(m.own) / 2
		m.crew.hand(m.own[:half]...)
		m.own = append(m.own[:0], m.own[half:]...)
	}
}

// hand gives tasks to whoever is free first.
func (c *crew[T]) hand(tasks ...T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tasks = append(c.tasks, tasks...)
	for range min(len(tasks), c.waiting) {
		c.wake.Signal()
	}
	if c.waiting < len(tasks) && c.started < c.limit {
		c.start()
	}
	c.reckon()
}

// next returns a task to do, waiting for one if need be, and false when all
// tasks are done or the crew was stopped.
func (m *member[T]) next() (t T, ok bool) {
	c := m.crew
	if c.stopped.Load() {
		return t, false
	}
	if last := len(m.own) - 1; last >= 0 {
		t, m.own = m.own[last], m.own[:last]
		return t, true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting++
	for len(c.tasks) == 0 && !c.done && !c.stopped.Load() {
		if c.waiting == c.started {
			// Nobody is left who could find another task.
			c.done = true
			c.wake.Broadcast()
			break
		}
		c.reckon()
		c.wake.Wait()
	}
	c.waiting--
	if c.stopped.Load() || len(c.tasks) == 0 {
		return t, false
	}
	t = c.tasks[0]
	c.tasks = c.tasks[1:]
	c.reckon()
	return t, true
}
