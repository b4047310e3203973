package mutants

import (
	"context"
	"runtime"
	"time"
)

// busyWait does without a queue: it tries until it succeeds. Nothing can be lost that way, no
// waiter, no wake-up and no grant, and with a call to the scheduler in the loop it looks polite.
//
// It is first in, first out no longer, and a call that waits, rightly, keeps a processor busy with
// waiting. A program all of whose goroutines wait this way does not stop: it runs and gets nowhere.
type busyWait struct{ sound }

func (s *busyWait) Acquire(ctx context.Context, n int) error {
	for err := s.refuse(ctx, n); ; err = ctx.Err() {
		if err != nil {
			return err
		}
		if s.TryAcquire(n) {
			return nil
		}
		runtime.Gosched()
	}
}

func (s *busyWait) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }
