package mutants

import (
	"context"
	"time"
)

// doubleClose uses the waiter's channel for two purposes: Release closes it to grant, and a waiter
// that was cancelled closes it to be passed over. Since a channel must not be closed twice, both
// sides look first.
//
// A look and a close are two steps. When the grant and the cancellation meet, both find the channel
// open, and the second close panics, in the waiter or in the innocent caller of Release.
type doubleClose struct{ sound }

func (s *doubleClose) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	w := newWaiter(n)
	s.mu.Lock()
	s.waiting = append(s.waiting, w)
	s.drain()
	s.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
	}
	if w.closed() {
		return nil // granted meanwhile
	}
	close(w.ready) // from here on the waiter is passed over
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(w)
	s.drain()
	return ctx.Err()
}

func (s *doubleClose) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }

func (s *doubleClose) Release(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(n); err != nil {
		return err
	}
	s.free += n
	s.drain()
	return nil
}

func (s *doubleClose) drain() {
	for len(s.waiting) > 0 {
		w := s.waiting[0]
		switch {
		case w.closed(): // cancelled, and about to leave
			s.pop()
		case w.n <= s.free:
			s.pop()
			s.free -= w.n
			close(w.ready)
		default:
			return
		}
	}
}

// closed reports whether w's channel was closed at some moment during the call.
func (w *waiter) closed() bool {
	select {
	case <-w.ready:
		return true
	default:
		return false
	}
}
