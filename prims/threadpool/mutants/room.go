package mutants

import (
	"context"
	"sync"

	"github.com/tenter-go/tenter/prims/threadpool"
)

// overRoom looks for room, and queues the task, in two critical sections: two that see the last place
// both take it.
type overRoom struct{ *sound }

func (s *overRoom) Submit(ctx context.Context, task func() int, wait bool) (Result, error) {
	s.mu.Lock()
	fits := s.fits() && ctx.Err() == nil && !s.closed && len(s.line) == 0
	s.mu.Unlock()
	if !fits {
		return s.sound.Submit(ctx, task, wait)
	}
	j := s.newJob(ctx, task)
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil, threadpool.ErrClosed
	}
	s.queue = append(s.queue, j)
	j.answer <- nil
	s.settle()
	s.mu.Unlock()
	return s.await(j)
}

// keptPlace has the caller that waits for room watch its context itself. When both that and the answer
// are there, it may see the context first, and says that the task was not accepted, which it was.
type keptPlace struct{ *sound }

func (s *keptPlace) Submit(ctx context.Context, task func() int, wait bool) (Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	j := s.newJob(context.Background(), task) // in line the caller looks after it
	s.mu.Lock()
	switch {
	case s.closed:
		s.mu.Unlock()
		return nil, threadpool.ErrClosed
	case !s.fits() && !wait:
		s.mu.Unlock()
		return nil, threadpool.ErrFull
	}
	s.line = append(s.line, j)
	s.settle()
	s.mu.Unlock()
	select {
	case err := <-j.answer:
		if err != nil {
			return nil, err
		}
	case <-ctx.Done():
		s.mu.Lock()
		defer s.mu.Unlock()
		remove(&s.line, j) // would say whether it was still there
		s.settle()
		return nil, ctx.Err()
	}
	s.mu.Lock()
	j.ctx = ctx
	s.mu.Unlock()
	if ctx.Done() != nil {
		context.AfterFunc(ctx, func() { s.expire(j) })
	}
	return j.promise.Future(), nil
}

// crossedLocks has a lock for the queue, beside the one for the workers, so that callers who look at
// it are not in the way of workers. Who empties the queue takes it first, and everyone else second.
type crossedLocks struct {
	*sound
	list sync.Mutex
}

func (s *crossedLocks) Submit(ctx context.Context, task func() int, wait bool) (Result, error) {
	s.mu.Lock()
	s.list.Lock()
	refused := s.closed
	s.list.Unlock()
	s.mu.Unlock()
	if refused && ctx.Err() == nil {
		return nil, threadpool.ErrClosed
	}
	return s.sound.Submit(ctx, task, wait)
}

func (s *crossedLocks) CancelQueued() int {
	s.list.Lock()
	defer s.list.Unlock()
	return s.sound.CancelQueued()
}
