package mutants

import (
	"context"
	"time"
)

// missedPulse waits as one is taught to wait on a condition: in a loop, until the flag is set. Who sets
// an event and clears it at once means to let go those who wait now. They wake, find the flag clear, and
// wait on.
type missedPulse struct{ sound }

func (e *missedPulse) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		e.mu.Lock()
		if e.set {
			e.mu.Unlock()
			return nil
		}
		ready := e.join()
		e.mu.Unlock()
		if err := wait(ctx, ready); err != nil {
			return err
		}
	}
}

func (e *missedPulse) WaitTimeout(d time.Duration) error { return timed(e, d) }
