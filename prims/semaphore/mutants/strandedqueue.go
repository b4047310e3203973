package mutants

import (
	"context"
	"time"
)

// strandedQueue forgets that leaving the queue can free the way for others. Cancellation was added
// to a semaphore whose requests were all for one permit. There the head waits only when nothing is
// free, and a cancelled waiter can go without a word.
//
// With weights, the head may have been too large for what is free while those behind it are not.
// When it is cancelled, nobody looks: they wait for the next Release, which may never come.
type strandedQueue struct{ sound }

func (s *strandedQueue) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	w := s.enter(n)
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.remove(w) {
		return nil
	}
	return ctx.Err() // no drain
}

func (s *strandedQueue) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }
