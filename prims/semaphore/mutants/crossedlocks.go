package mutants

import (
	"context"
	"sync"
	"time"
)

// crossedLocks has one lock for the count, the embedded mu, and one for the queue, so that the two
// do not get in each other's way. Everyone takes the count's first. The path of a cancelled waiter
// was written last: most often it has only to leave the queue, so it starts with the queue's lock,
// and reaches for the other when it finds those behind it to be let in.
//
// A Release that holds the count's lock and wants the queue's meets a cancelled waiter that holds
// the queue's and wants the count's. Both wait for ever, and so does everyone who comes after them.
type crossedLocks struct {
	sound
	queue sync.Mutex // guards waiting
}

func (s *crossedLocks) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	w := newWaiter(n)
	s.mu.Lock()
	s.queue.Lock()
	s.waiting = append(s.waiting, w)
	s.drain()
	s.queue.Unlock()
	s.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	}
	s.queue.Lock()
	defer s.queue.Unlock()
	if !s.remove(w) {
		return nil
	}
	s.mu.Lock() // after queue: the wrong way round
	defer s.mu.Unlock()
	s.drain()
	return ctx.Err()
}

func (s *crossedLocks) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }

func (s *crossedLocks) TryAcquire(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.Lock()
	defer s.queue.Unlock()
	if !s.fits(n) {
		return false
	}
	s.free -= n
	return true
}

func (s *crossedLocks) Release(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(n); err != nil {
		return err
	}
	s.free += n
	s.queue.Lock()
	defer s.queue.Unlock()
	s.drain()
	return nil
}
