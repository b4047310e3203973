package mutants

import (
	"context"
	"time"
)

// lateSettlement wakes its waiters and lets each settle its own account. That reads well, since
// whoever takes permits takes them off the count, and a test that lets things calm down after each
// call sees nothing.
//
// Between the wake-up and the settlement, the waiter has left the queue and its permits are still
// counted as free: whoever comes by in that time gets them too. This is a double grant.
type lateSettlement struct{ sound }

func (s *lateSettlement) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	s.mu.Lock()
	if s.fits(n) {
		s.free -= n
		s.mu.Unlock()
		return nil
	}
	w := newWaiter(n)
	s.waiting = append(s.waiting, w)
	s.mu.Unlock()
	select {
	case <-w.ready:
	case <-ctx.Done():
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.remove(w) {
		s.wake()
		return ctx.Err()
	}
	s.free -= n // not before now
	return nil
}

func (s *lateSettlement) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }

func (s *lateSettlement) Release(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(n); err != nil {
		return err
	}
	s.free += n
	s.wake()
	return nil
}

// wake lets in those for whom there is room. The room for those woken earlier is counted once more.
func (s *lateSettlement) wake() {
	for room := s.free; len(s.waiting) > 0 && s.waiting[0].n <= room; {
		w := s.pop()
		room -= w.n
		close(w.ready)
	}
}
