package mutants

import (
	"context"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/queue"
)

// checkThenPut asks whether the queue is full, and puts if it is not. Two puts that both have been
// told that there is room for one more put two.
type checkThenPut struct{ sound }

func (s *checkThenPut) TryPut(v int) error {
	s.mu.Lock()
	full, down := s.full(), s.down
	s.mu.Unlock()
	switch {
	case down:
		return queue.ErrShutDown
	case full:
		return queue.ErrFull
	}
	// The room may be gone.
	s.mu.Lock()
	defer s.mu.Unlock()
	s.store(v)
	s.settle()
	return nil
}

// looseDone counts what is unfinished in an atomic variable, so that TaskDone needs no lock: it sees
// that something is unfinished, and counts it off. Two that see the same last one both count it off.
type looseDone struct {
	sound
	left atomic.Int64
}

func (s *looseDone) TryPut(v int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.down:
		return queue.ErrShutDown
	case s.full():
		return queue.ErrFull
	}
	s.left.Add(1)
	s.store(v)
	s.settle()
	return nil
}

func (s *looseDone) TaskDone() error {
	if s.left.Load() <= 0 {
		return queue.ErrTaskDone
	}
	s.left.Add(-1)
	return nil
}

// hoistedShutdown asks whether the queue is shut down before it takes the lock: "it can only change
// once". A put that has asked comes in after the shutdown, when all gets have been told that nothing
// is left.
type hoistedShutdown struct {
	sound
	closed atomic.Bool
}

func (s *hoistedShutdown) Put(ctx context.Context, v int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if s.closed.Load() {
		return queue.ErrShutDown
	}
	// A shutdown that comes here is not seen.
	s.mu.Lock()
	w := newWaiter(v)
	if !s.full() {
		s.admit(w)
	} else {
		s.putters = append(s.putters, w)
	}
	s.settle()
	s.mu.Unlock()
	_, err := s.wait(ctx, &s.putters, w)
	return err
}

func (s *hoistedShutdown) Shutdown() {
	s.closed.Store(true)
	s.sound.Shutdown()
}

func (s *hoistedShutdown) ShutdownNow() {
	s.closed.Store(true)
	s.sound.ShutdownNow()
}
