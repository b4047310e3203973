package stdlib

import "sync/atomic"

// Counter is an atomic.Int64 that is raised by one at a time. The zero value is zero.
type Counter struct{ n atomic.Int64 }

// Inc adds one.
func (c *Counter) Inc() { c.n.Add(1) }

// IncRet adds one and returns the new value.
func (c *Counter) IncRet() int { return int(c.n.Add(1)) }

// Load returns the value.
func (c *Counter) Load() int { return int(c.n.Load()) }
