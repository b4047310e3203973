package mutants

import (
	"context"
	"sync/atomic"

	"github.com/tenter-go/tenter/prims/threadpool"
)

// lateClose keeps "closed" in an atomic word, for Submit to ask before it takes the lock. Between the
// two a Close may begin and end: its caller knows that no task is accepted any more, and one is.
type lateClose struct {
	*sound
	shut atomic.Bool
}

func (s *lateClose) Submit(ctx context.Context, task func() int, wait bool) (Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s.shut.Load() {
		return nil, threadpool.ErrClosed
	}
	j := s.newJob(ctx, task)
	s.mu.Lock()
	if !s.fits() && !wait {
		s.mu.Unlock()
		return nil, threadpool.ErrFull
	}
	s.line = append(s.line, j)
	s.settle()
	s.mu.Unlock()
	return s.await(j)
}

func (s *lateClose) Close() {
	s.shut.Store(true)
	s.sound.Close()
}

func (s *lateClose) CloseAndCancel() int {
	s.shut.Store(true)
	return s.sound.CloseAndCancel()
}

// earlyOver has Wait return once the queue of a closed pool is empty. The tasks that were taken from
// it last are still running.
type earlyOver struct{ *sound }

func (s *earlyOver) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		over, changed := s.closed && len(s.queue) == 0, s.changed
		s.mu.Unlock()
		if over {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// doubleClose has a channel that Close closes, after a look whether it has been closed: without the
// lock, since who closes a pool twice does so one after the other.
type doubleClose struct {
	*sound
	shut atomic.Bool
	done chan struct{}
}

func (s *doubleClose) Close() {
	if !s.shut.Load() {
		s.shut.Store(true)
		close(s.done)
	}
	s.sound.Close()
}
