package mutants

import (
	"context"
	"time"
)

// lostGrant knows that a grant and a cancellation can meet: a waiter that was cancelled looks
// whether it was granted its permits meanwhile, and only if not, it leaves the queue.
//
// It looks before it takes the lock. A Release in between hands the permits to a waiter that is on
// its way out: it is no longer in the queue, nobody notices, the caller is told that it has
// nothing, and the permits are gone for good.
type lostGrant struct{ sound }

func (s *lostGrant) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	w := s.enter(n)
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	}
	select {
	case <-w.ready: // granted meanwhile
		return nil
	default:
	}
	// A grant that comes here is lost.
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(w) // would say whether w was still queued
	s.drain()
	return ctx.Err()
}

func (s *lostGrant) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }
