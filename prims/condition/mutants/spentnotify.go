package mutants

import (
	"context"
	"time"
)

// spentNotify is what CPython does: a waiter whose time has run out goes for the lock, which it needs in
// any case, and takes itself out of the list when it has it. Until then it is listed, and a notification
// of one is spent on it, while another one sleeps on.
type spentNotify struct{ sound }

func (c *spentNotify) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w, err := c.join()
	if err != nil {
		return err
	}
	select {
	case <-w.Ready:
		c.Lock.Lock()
		return nil
	case <-ctx.Done():
	}
	c.Lock.Lock()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list.Remove(w)
	return ctx.Err()
}

func (c *spentNotify) WaitTimeout(d time.Duration) error { return timed(c, d) }
