package mutants

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
	"github.com/tenter-go/tenter/prims/rlock"
)

// sound is the lock that the mutants spoil: plain, with one mutex around everything, and right. Owners
// are numbers, from 1.
type sound struct {
	mu    sync.Mutex
	owner int // 0 if the lock is free
	depth int
	queue waitlist.List // not empty only while the lock is held
}

func (s *sound) Acquire(ctx context.Context, owner int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.wait(ctx, s.enter(owner))
}

// wait waits for w to be let in, if there is a w.
func (s *sound) wait(ctx context.Context, w *waitlist.Waiter) error {
	if w == nil {
		return nil
	}
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		s.mu.Lock()
		defer s.mu.Unlock()
		if !s.queue.Remove(w) {
			return nil
		}
		return ctx.Err()
	}
}

func (s *sound) AcquireTimeout(d time.Duration, owner int) error { return timed(s, d, owner) }

func (s *sound) TryAcquire(owner int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.take(owner)
}

func (s *sound) Release(owner int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owner != owner {
		return rlock.ErrNotHeld
	}
	if s.depth--; s.depth == 0 {
		s.handOver()
	}
	return nil
}

func (s *sound) Depth(owner int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owner != owner {
		return 0
	}
	return s.depth
}

// enter takes the lock and returns nil, or it joins the queue and returns the waiter.
func (s *sound) enter(owner int) *waitlist.Waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.take(owner) {
		return nil
	}
	return s.join(owner)
}

// The methods from here on are called with mu held.

// take takes the lock once more if it is free or the owner's, and reports whether it did.
func (s *sound) take(owner int) bool {
	if s.owner != owner && s.owner != 0 {
		return false
	}
	s.owner = owner
	s.depth++
	return true
}

func (s *sound) join(owner int) *waitlist.Waiter {
	w := waitlist.New(uint64(owner))
	s.queue.Push(w)
	return w
}

// handOver frees the lock, and lets in the owner that waits longest with all its calls.
func (s *sound) handOver() {
	s.owner = 0
	head := s.queue.First()
	if head == nil {
		return
	}
	s.owner = int(head.Tag)
	for w := head; w != nil; {
		next := w.Next()
		if w.Tag == head.Tag {
			s.depth++
			s.queue.Remove(w)
			close(w.Ready)
		}
		w = next
	}
}

// timed is AcquireTimeout in terms of the other methods: one try, then an Acquire with a deadline.
func timed(s Subject, d time.Duration, owner int) error {
	if s.TryAcquire(owner) {
		return nil
	}
	if d <= 0 {
		return rlock.ErrTimeout
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	if err := s.Acquire(ctx, owner); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return rlock.ErrTimeout
}
