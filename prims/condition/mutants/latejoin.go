package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/internal/waitlist"
)

// lateJoin gives up the lock and then joins the waiters. A notification in between, by whoever took the
// lock, finds nobody and is not remembered.
type lateJoin struct{ sound }

func (c *lateJoin) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.Release() != nil {
		return condition.ErrNotHeld
	}
	w := waitlist.New(0)
	c.mu.Lock()
	c.list.Push(w)
	c.mu.Unlock()
	err := c.until(ctx, w)
	c.Lock.Lock()
	return err
}

func (c *lateJoin) WaitTimeout(d time.Duration) error { return timed(c, d) }
