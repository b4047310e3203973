package mutants

import (
	"context"
	"time"
)

// bargingAcquire has a fast path that is too fast: "if the permits are there, why wait?" It makes
// benchmarks shine, and as long as all requests are for one permit it is even right: then a permit
// is never free while somebody waits.
//
// With weights it starves. A waiter for two permits finds one free; a stream of requests for one
// takes it and gives it back and takes it, past the waiter, which never sees two.
type bargingAcquire struct{ sound }

func (s *bargingAcquire) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	s.mu.Lock()
	if n <= s.free { // and whoever is queued?
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
		return s.abandon(w, ctx.Err())
	}
}

func (s *bargingAcquire) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }
