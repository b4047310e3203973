package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/lock"
)

// droppedSignal is a condition made of a channel, as in many a blog: waiters receive, Notify sends, and if
// nobody receives there is nobody to notify. But a waiter that has given up the lock and does not receive
// yet waits as well, and its notification is dropped.
type droppedSignal struct {
	lock.Lock
	signal chan struct{}
}

func newDroppedSignal() *droppedSignal { return &droppedSignal{signal: make(chan struct{})} }

func (c *droppedSignal) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.Release() != nil {
		return condition.ErrNotHeld
	}
	defer c.Lock.Lock()
	select {
	case <-c.signal:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *droppedSignal) WaitTimeout(d time.Duration) error { return timed(c, d) }

func (c *droppedSignal) Notify(n int) error {
	if !c.Locked() {
		return condition.ErrNotHeld
	}
	for ; n > 0; n-- {
		select {
		case c.signal <- struct{}{}:
		default:
			return nil
		}
	}
	return nil
}

func (c *droppedSignal) NotifyAll() error { return c.Notify(1 << 30) }
