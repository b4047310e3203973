package counter

import "sync/atomic"

// Counter counts.
type Counter struct{ n atomic.Int64 }

// Inc counts one and returns how many it is.
func (c *Counter) Inc() int {
	n := c.n.Load()
	c.n.Store(n + 1)
	return int(n + 1)
}

// Get returns the count.
func (c *Counter) Get() int { return int(c.n.Load()) }
