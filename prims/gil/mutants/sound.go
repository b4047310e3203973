package mutants

import (
	"context"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/gil"
	"github.com/tenter-go/tenter/prims/gil/internal/contract"
	"github.com/tenter-go/tenter/prims/internal/waitlist"
)

// sound is the lock that the mutants spoil: plain, with one mutex around everything, and right.
type sound struct {
	mu      sync.Mutex
	held    bool
	changed time.Time     // when the lock changed hands
	queue   waitlist.List // not empty only while held
	came    map[*waitlist.Waiter]time.Time
}

func newSound() sound { return sound{came: map[*waitlist.Waiter]time.Time{}} }

func (s *sound) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := s.enter()
	if w == nil {
		return nil
	}
	return s.wait(ctx, w)
}

// enter takes the lock and returns nil, or it joins the queue and returns the waiter.
func (s *sound) enter() *waitlist.Waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.held {
		s.held, s.changed = true, time.Now()
		return nil
	}
	return s.join()
}

// wait waits for w to be handed the lock.
func (s *sound) wait(ctx context.Context, w *waitlist.Waiter) error {
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

func (s *sound) TryAcquire() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held {
		return false
	}
	s.held, s.changed = true, time.Now()
	return true
}

func (s *sound) Release() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.held {
		return gil.ErrFree
	}
	s.handOver()
	return nil
}

func (s *sound) Checkpoint() (switched bool, err error) {
	s.mu.Lock()
	if due, err := s.due(); !due {
		s.mu.Unlock()
		return false, err
	}
	w := s.join()
	s.handOver()
	s.mu.Unlock()
	return true, s.wait(context.Background(), w)
}

func (s *sound) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.Len()
}

// The methods from here on are called with mu held.

// due reports whether there is a switch to make.
func (s *sound) due() (bool, error) {
	head := s.queue.First()
	switch {
	case head == nil:
		return false, nil
	case !s.held:
		return false, gil.ErrFree
	}
	now := time.Now()
	return now.Sub(s.changed) >= contract.Interval && now.Sub(s.came[head]) >= contract.Interval, nil
}

func (s *sound) join() *waitlist.Waiter {
	w := waitlist.New(0)
	s.came[w] = time.Now()
	s.queue.Push(w)
	return w
}

func (s *sound) handOver() {
	s.changed = time.Now()
	if w := s.queue.Pop(); w != nil {
		close(w.Ready)
		return
	}
	s.held = false
}
