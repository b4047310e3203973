package mutants

import (
	"context"
	"math"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/condition"
)

// lateRaise counts those who wait, so that a notification that finds nobody costs one look at a number.
// Wait joins the list and gives up the lock in one step, as it must, and then raises the number: until it
// has, a notification passes it by.
type lateRaise struct {
	sound
	waiting atomic.Int64
}

func (c *lateRaise) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w, err := c.join()
	if err != nil {
		return err
	}
	c.waiting.Add(1)
	err = c.until(ctx, w)
	c.waiting.Add(-1)
	c.Lock.Lock()
	return err
}

func (c *lateRaise) WaitTimeout(d time.Duration) error { return timed(c, d) }

func (c *lateRaise) Notify(n int) error {
	if !c.Locked() {
		return condition.ErrNotHeld
	}
	if c.waiting.Load() == 0 {
		return nil
	}
	return c.sound.Notify(n)
}

func (c *lateRaise) NotifyAll() error { return c.Notify(math.MaxInt) }
