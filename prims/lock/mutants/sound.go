package mutants

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
	"github.com/tenter-go/tenter/prims/lock"
)

// sound is the lock that the mutants spoil: plain, with one mutex around everything, and right.
type sound struct {
	mu    sync.Mutex
	held  bool
	queue waitlist.List // not empty only while held
}

func (s *sound) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := s.enter()
	if w == nil {
		return nil
	}
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		return s.abandon(w, ctx.Err())
	}
}

func (s *sound) AcquireTimeout(d time.Duration) error { return timed(s, d) }

func (s *sound) TryAcquire() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held {
		return false
	}
	s.held = true
	return true
}

func (s *sound) Release() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.held {
		return lock.ErrFree
	}
	s.handOver()
	return nil
}

func (s *sound) Locked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held
}

// enter takes the lock and returns nil, or it joins the queue and returns the waiter.
func (s *sound) enter() *waitlist.Waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.held {
		s.held = true
		return nil
	}
	w := waitlist.New(0)
	s.queue.Push(w)
	return w
}

// handOver gives the lock to the head of the queue, or frees it. The caller holds mu.
func (s *sound) handOver() {
	if w := s.queue.Pop(); w != nil {
		close(w.Ready)
		return
	}
	s.held = false
}

// abandon leaves the queue and returns cause, or nil if the lock was handed over before.
func (s *sound) abandon(w *waitlist.Waiter, cause error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.queue.Remove(w) {
		return nil
	}
	return cause
}

// timed is AcquireTimeout in terms of the other methods: one try, then an Acquire with a deadline.
func timed(s Subject, d time.Duration) error {
	if s.TryAcquire() {
		return nil
	}
	if d <= 0 {
		return lock.ErrTimeout
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	if err := s.Acquire(ctx); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return lock.ErrTimeout
}
