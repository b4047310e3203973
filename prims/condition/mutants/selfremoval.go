package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/internal/waitlist"
)

// selfRemoval lets every waiter leave the list in one place, whatever woke it. A second notification that
// comes before the first waiter has run finds it still at the head, and wakes it once more.
type selfRemoval struct{ sound }

func (c *selfRemoval) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w, err := c.join()
	if err != nil {
		return err
	}
	select {
	case <-w.Ready:
	case <-ctx.Done():
		err = ctx.Err()
	}
	c.mu.Lock()
	if woken(w) {
		err = nil
	}
	c.list.Remove(w)
	c.mu.Unlock()
	c.Lock.Lock()
	return err
}

func (c *selfRemoval) WaitTimeout(d time.Duration) error { return timed(c, d) }

func (c *selfRemoval) Notify(n int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.Locked() {
		return condition.ErrNotHeld
	}
	for w := c.list.First(); w != nil && n > 0; w = w.Next() {
		n--
		if !woken(w) {
			close(w.Ready)
		}
	}
	return nil
}

func (c *selfRemoval) NotifyAll() error { return c.Notify(1 << 30) }

func woken(w *waitlist.Waiter) bool {
	select {
	case <-w.Ready:
		return true
	default:
		return false
	}
}
