package mutants

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// sound is the semaphore that the mutants spoil: plain, with one lock around everything, and right.
// Each Acquire joins the queue, and whatever the free permits suffice for leaves it at once.
type sound struct {
	mu      sync.Mutex
	free    int
	limit   int
	waiting []*waiter // first come, first served; whenever mu is free, the head asks for more than is free
}

// waiter is a call that waits for n permits.
type waiter struct {
	n     int
	ready chan struct{} // closed once the permits are granted
}

func newWaiter(n int) *waiter {
	return &waiter{n: n, ready: make(chan struct{})}
}

func (s *sound) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	w := s.enter(n)
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		return s.abandon(w, ctx.Err())
	}
}

func (s *sound) AcquireTimeout(d time.Duration, n int) error {
	return timed(s, d, n)
}

func (s *sound) TryAcquire(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.fits(n) {
		return false
	}
	s.free -= n
	return true
}

func (s *sound) Release(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(n); err != nil {
		return err
	}
	s.free += n
	s.drain()
	return nil
}

// enter joins the queue, and has left it again already if the permits are free.
func (s *sound) enter(n int) *waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := newWaiter(n)
	s.waiting = append(s.waiting, w)
	s.drain()
	return w
}

// abandon leaves the queue and returns cause, or nil if the permits were granted before.
func (s *sound) abandon(w *waiter, cause error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.remove(w) {
		return nil
	}
	s.drain()
	return cause
}

// The methods from here on are called with mu held, except refuse, which needs no lock.

// drain grants permits from the head of the queue on, as long as they suffice.
func (s *sound) drain() {
	for len(s.waiting) > 0 && s.waiting[0].n <= s.free {
		w := s.pop()
		s.free -= w.n
		close(w.ready)
	}
}

func (s *sound) pop() *waiter {
	w := s.waiting[0]
	s.waiting = s.waiting[1:]
	return w
}

// remove takes w out of the queue and reports whether it was there.
func (s *sound) remove(w *waiter) bool {
	i := slices.Index(s.waiting, w)
	if i < 0 {
		return false
	}
	s.waiting = slices.Delete(s.waiting, i, i+1)
	return true
}

// fits reports whether n permits can be taken without waiting or overtaking.
func (s *sound) fits(n int) bool {
	return n >= 1 && n <= s.free && len(s.waiting) == 0
}

// admit says why n permits can't be released.
func (s *sound) admit(n int) error {
	return admit(n, s.free, s.limit)
}

func admit(n, free, limit int) error {
	switch {
	case n < 1:
		return fmt.Errorf("%w: %d", semaphore.ErrCount, n)
	case n <= limit-free:
		return nil
	case limit == semaphore.MaxPermits:
		return fmt.Errorf("%w: %d more than %d free", semaphore.ErrOverflow, n, free)
	default:
		return fmt.Errorf("%w: %d more than %d free of %d", semaphore.ErrOverRelease, n, free, limit)
	}
}

// refuse says why n permits are not to be waited for.
func (s *sound) refuse(ctx context.Context, n int) error {
	switch {
	case n < 1:
		return fmt.Errorf("%w: %d", semaphore.ErrCount, n)
	case n > s.limit:
		return fmt.Errorf("%w: %d of %d", semaphore.ErrNever, n, s.limit)
	default:
		return ctx.Err()
	}
}

// timed is AcquireTimeout in terms of the other methods: one try, then an Acquire with a deadline.
func timed(s interface {
	Subject
	refuse(context.Context, int) error
}, d time.Duration, n int) error {
	if err := s.refuse(context.Background(), n); err != nil {
		return err
	}
	if s.TryAcquire(n) {
		return nil
	}
	if d <= 0 {
		return semaphore.ErrTimeout
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	if err := s.Acquire(ctx, n); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return semaphore.ErrTimeout
}
