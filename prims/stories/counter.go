package stories

import (
	"runtime"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/lock"
)

// Counter is the counter of the tutorials, which some threads raise by one.
type Counter struct {
	n      int
	atomic atomic.Int64
	lock   *lock.Lock
}

// NewCounter returns a counter that is zero.
func NewCounter() *Counter { return &Counter{lock: lock.New()} }

// Unlocked is counter += 1, as tutorials write it out to make the point: read, pause, write. The pause
// is where another thread may come in between. In one statement it may as well, where a machine
// preempts; Tenter switches at synchronization and at pauses.
func (c *Counter) Unlocked() {
	n := c.n
	runtime.Gosched()
	c.n = n + 1
}

// Atomics reads and writes atomically, each. It is free of data races, and loses updates all the same.
func (c *Counter) Atomics() {
	n := c.atomic.Load()
	c.atomic.Store(n + 1)
}

// Locked holds the lock from the read to the write.
func (c *Counter) Locked() {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.Unlocked()
}

// Value is what was counted.
func (c *Counter) Value() int { return c.n + int(c.atomic.Load()) }
