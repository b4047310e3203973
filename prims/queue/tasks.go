package queue

import "context"

// taskDone says that one of the items that were put is done with.
func (c *core[T]) taskDone() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.unfinished == 0 {
		return ErrTaskDone
	}
	c.finish(1)
	return nil
}

// finish takes n items off the unfinished ones, and lets those who join go if none is left. It is
// called with mu held.
//
// All who join wait on one channel. Who is let go need not look at the count again, and must not: a
// put may have raised it since.
func (c *core[T]) finish(n int) {
	c.unfinished -= n
	if c.unfinished == 0 && c.idle != nil {
		close(c.idle)
		c.idle = nil
	}
}

// join waits until nothing is unfinished.
func (c *core[T]) join(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.mu.Lock()
	if c.unfinished == 0 {
		c.mu.Unlock()
		return nil
	}
	if c.idle == nil {
		c.idle = make(chan struct{})
	}
	idle := c.idle
	c.mu.Unlock()
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
	}
	select {
	case <-idle: // it was idle before the context was done, or a moment after: both are success
		return nil
	default:
		return ctx.Err()
	}
}

// shutdown lets no more items in, and those who wait go. With now, it also drops what is left.
func (c *core[T]) shutdown(now bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down = true
	for !c.putters.empty() {
		c.putters.pop().serve(ErrShutDown)
	}
	for !c.getters.empty() { // then nothing is left for them, by rule 1
		c.getters.pop().serve(ErrShutDown)
	}
	if n := c.items.len(); now && n > 0 {
		c.items.clear()
		c.finish(n)
	}
}
