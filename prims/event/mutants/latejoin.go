package mutants

import (
	"context"
	"time"
)

// lateJoin looks first, which is cheap, and joins those who wait if it must. A Set in between finds
// nobody, and then the waiter waits for an event that is set.
type lateJoin struct{ sound }

func (e *lateJoin) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if e.IsSet() {
		return nil
	}
	e.mu.Lock()
	ready := e.join()
	e.mu.Unlock()
	return wait(ctx, ready)
}

func (e *lateJoin) WaitTimeout(d time.Duration) error { return timed(e, d) }
