package mutants

import (
	"context"
	"time"
)

// cancellableReturn passes its context to everything that may wait, as Go code should. But who waits on a
// condition unlocks afterwards, whatever Wait returned: that the lock could not be had in time is no
// answer that its caller can use.
type cancellableReturn struct{ sound }

func (c *cancellableReturn) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w, err := c.join()
	if err != nil {
		return err
	}
	if err := c.until(ctx, w); err != nil {
		_ = c.Acquire(ctx)
		return err
	}
	return c.Acquire(ctx)
}

func (c *cancellableReturn) WaitTimeout(d time.Duration) error { return timed(c, d) }
