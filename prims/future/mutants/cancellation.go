package mutants

import (
	"context"
	"slices"

	"github.com/tenter-go/tenter/prims/future"
)

// quietCancel is CPython's: cancelling makes the future cancelled, wakes whoever waits in Get, and
// leaves it to the worker to tell those who collect several futures, which it does when it comes to
// the task and finds that there is nothing to do.
//
// If the worker never comes to it, since the queue was emptied at the shutdown, nobody tells them:
// done says true, and as_completed waits for ever.
type quietCancel struct {
	sound
	told []int // what those who collect were told of, in this order
}

func (s *quietCancel) Start(i int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state[i] == future.Cancelled {
		s.tell(i)
		return false
	}
	if s.state[i] != future.Pending {
		return false
	}
	s.state[i] = future.Running
	return true
}

// tell tells those who collect, once. The caller holds mu.
func (s *quietCancel) tell(i int) {
	if !slices.Contains(s.told, i) {
		s.told = append(s.told, i)
		s.change()
	}
}

func (s *quietCancel) Settle(i int, err error) bool {
	s.mu.Lock()
	if s.state[i].Done() {
		s.mu.Unlock()
		return false
	}
	callbacks := s.settle(i, future.Finished, err)
	s.tell(i)
	s.mu.Unlock()
	call(callbacks)
	return true
}

func (s *quietCancel) WaitFor(ctx context.Context, n int) ([]int, error) {
	if err := s.until(ctx, func() bool { return len(s.told) >= n }); err != nil {
		return nil, err
	}
	defer s.mu.Unlock()
	return s.done(), nil
}

func (s *quietCancel) AsCompleted(ctx context.Context) ([]int, error) {
	s.mu.Lock()
	inTime := len(s.order) == 2
	s.mu.Unlock()
	if done, err := s.WaitFor(ctx, 2); err != nil || inTime {
		return done, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.order), nil
}

// lateStart asks whether the future was cancelled, and then makes it running, in two critical
// sections. A Cancel in between has returned true, and the task runs all the same.
type lateStart struct{ sound }

func (s *lateStart) Start(i int) bool {
	s.mu.Lock()
	pending := s.state[i] == future.Pending
	s.mu.Unlock()
	if !pending {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.state[i] != future.Finished {
		s.state[i] = future.Running
	}
	return true
}
