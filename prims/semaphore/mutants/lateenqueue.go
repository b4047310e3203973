package mutants

import (
	"context"
	"time"
)

// lateEnqueue is the classic lost wakeup. TryAcquire was there already, so Acquire is written with
// it: if a try fails, wait. Each of the two steps is under the lock.
//
// The two together are not. A Release between them finds an empty queue and wakes nobody; then the
// waiter joins the queue, and waits for a permit that is free.
type lateEnqueue struct{ sound }

func (s *lateEnqueue) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	if s.TryAcquire(n) {
		return nil
	}
	// A Release that comes here is missed.
	w := newWaiter(n)
	s.mu.Lock()
	s.waiting = append(s.waiting, w)
	s.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		return s.abandon(w, ctx.Err())
	}
}

func (s *lateEnqueue) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }
