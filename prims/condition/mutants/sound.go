package mutants

import (
	"context"
	"errors"
	"math"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/condition"
	"github.com/tenter-go/tenter/prims/internal/waitlist"
	"github.com/tenter-go/tenter/prims/lock"
)

// sound is the condition that the mutants spoil: plain, and right.
type sound struct {
	lock.Lock
	mu   sync.Mutex
	list waitlist.List
}

func (s *sound) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w, err := s.join()
	if err != nil {
		return err
	}
	err = s.until(ctx, w)
	s.Lock.Lock()
	return err
}

// join gives up the lock and joins those who wait.
func (s *sound) join() (*waitlist.Waiter, error) {
	w := waitlist.New(0)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.Release() != nil {
		return nil, condition.ErrNotHeld
	}
	s.list.Push(w)
	return w, nil
}

// until waits for a notification, or until ctx is done.
func (s *sound) until(ctx context.Context, w *waitlist.Waiter) error {
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		s.mu.Lock()
		defer s.mu.Unlock()
		if !s.list.Remove(w) {
			return nil
		}
		return ctx.Err()
	}
}

func (s *sound) WaitTimeout(d time.Duration) error { return timed(s, d) }

func (s *sound) Notify(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.Locked() {
		return condition.ErrNotHeld
	}
	for ; n > 0 && !s.list.Empty(); n-- {
		close(s.list.Pop().Ready)
	}
	return nil
}

func (s *sound) NotifyAll() error { return s.Notify(math.MaxInt) }

// timed is WaitTimeout in terms of Wait. A time-out that has passed already is one that passes at once.
func timed(s Subject, d time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), max(d, 1))
	defer cancel()
	if err := s.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return condition.ErrTimeout
}
