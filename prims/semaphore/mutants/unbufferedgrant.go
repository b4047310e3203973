package mutants

import (
	"context"
	"time"
)

// unbufferedGrant hands its grants over by sending them, and it does so outside the lock, as one
// should with anything that can take time. The waiter is there to receive, since it waits for
// nothing else.
//
// It also waits for its context. When that ends between the decision and the sending, the waiter
// finds that its permits were granted and returns with them, rightly; and the sender waits for ever
// to deliver the news. A Release never has to wait, says the contract. A buffer for one grant is
// all that is missing.
type unbufferedGrant struct{ sound }

func (s *unbufferedGrant) Acquire(ctx context.Context, n int) error {
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
		return nil
	case <-ctx.Done():
	}
	s.mu.Lock()
	if !s.remove(w) {
		s.mu.Unlock()
		return nil // granted meanwhile; whoever did it is about to send
	}
	granted := s.grant()
	s.mu.Unlock()
	offer(granted)
	return ctx.Err()
}

func (s *unbufferedGrant) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }

func (s *unbufferedGrant) Release(n int) error {
	s.mu.Lock()
	if err := s.admit(n); err != nil {
		s.mu.Unlock()
		return err
	}
	s.free += n
	granted := s.grant()
	s.mu.Unlock()
	deliver(granted)
	return nil
}

// grant takes those waiters out of the queue that the free permits suffice for.
func (s *unbufferedGrant) grant() (granted []*waiter) {
	for len(s.waiting) > 0 && s.waiting[0].n <= s.free {
		w := s.pop()
		s.free -= w.n
		granted = append(granted, w)
	}
	return granted
}

// offer delivers what can be delivered at once: a call that was told to give up must not wait for anybody.
func offer(granted []*waiter) {
	for _, w := range granted {
		select {
		case w.ready <- struct{}{}:
		default:
		}
	}
}

func deliver(granted []*waiter) {
	for _, w := range granted {
		w.ready <- struct{}{} // to someone who may be gone
	}
}
