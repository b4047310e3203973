package mutants

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/tenter-go/tenter/prims/event"
)

// sound is the event that the mutants spoil: plain, with one mutex around everything, and right.
type sound struct {
	mu    sync.Mutex
	set   bool
	ready chan struct{} // nil while nobody waits
}

func (s *sound) Set() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.set = true
	s.letGo()
}

// letGo lets go all that wait. The caller holds mu.
func (s *sound) letGo() {
	if s.ready != nil {
		close(s.ready)
		s.ready = nil
	}
}

func (s *sound) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.set = false
}

func (s *sound) IsSet() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.set
}

func (s *sound) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	if s.set {
		s.mu.Unlock()
		return nil
	}
	ready := s.join()
	s.mu.Unlock()
	return wait(ctx, ready)
}

// join returns the channel of those who wait. The caller holds mu.
func (s *sound) join() <-chan struct{} {
	if s.ready == nil {
		s.ready = make(chan struct{})
	}
	return s.ready
}

func wait(ctx context.Context, ready <-chan struct{}) error {
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
	}
	select {
	case <-ready:
		return nil
	default:
		return ctx.Err()
	}
}

func (s *sound) WaitTimeout(d time.Duration) error { return timed(s, d) }

// timed is WaitTimeout in terms of the other methods: one look, then a Wait with a deadline.
func timed(s Subject, d time.Duration) error {
	if s.IsSet() {
		return nil
	}
	if d <= 0 {
		return event.ErrTimeout
	}
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	if err := s.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return event.ErrTimeout
}
