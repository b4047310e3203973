package mutants

import (
	"context"
	"sync/atomic"
	"time"
)

// earlyWake has a shortcut for TryAcquire: while others are queued it must fail, so a flag says
// whether they are, and saves the lock. The flag is kept up to date under the lock, right after
// each change of the queue.
//
// Right after is too late. The last waiter is awake before the flag says that the queue is empty.
// It returns, and its caller's TryAcquire fails on account of a queue that it itself was, although
// the Release that woke it left permits over.
type earlyWake struct {
	sound
	crowded atomic.Bool // the queue is not empty
}

func (s *earlyWake) TryAcquire(n int) bool {
	return !s.crowded.Load() && s.sound.TryAcquire(n)
}

func (s *earlyWake) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	w := newWaiter(n)
	s.mu.Lock()
	s.waiting = append(s.waiting, w)
	s.settle()
	s.mu.Unlock()
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
	s.settle()
	return ctx.Err()
}

func (s *earlyWake) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }

func (s *earlyWake) Release(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(n); err != nil {
		return err
	}
	s.free += n
	s.settle()
	return nil
}

// settle grants what it can and keeps the flag up to date, in the wrong order.
func (s *earlyWake) settle() {
	s.drain() // wakes
	s.crowded.Store(len(s.waiting) > 0)
}
