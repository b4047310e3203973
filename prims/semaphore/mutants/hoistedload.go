package mutants

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/semaphore"
)

// hoistedLoad does without a queue and without a lock: it looks how many permits are free and takes its own by compare-and-swap, and
// where there are too few it lets others run and tries again. Waiting so is not polite, but nothing can be lost by it: no
// waiter, no wake-up and no grant.
//
// The look is in front of the loop, though, where a tidy mind has put it because the loop then reads so well. What Release
// adds is never seen, and the call turns for ever. The right loop loads in each round:
//
//	for {
//		free := s.free.Load()
//		...
//	}
type hoistedLoad struct{ free atomic.Int64 }

func newHoistedLoad(permits int) *hoistedLoad {
	s := &hoistedLoad{}
	s.free.Store(int64(permits))
	return s
}

func (s *hoistedLoad) Acquire(ctx context.Context, n int) error {
	if err := s.refuse(ctx, n); err != nil {
		return err
	}
	free := s.free.Load()
	for free < int64(n) || !s.free.CompareAndSwap(free, free-int64(n)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		runtime.Gosched()
	}
	return nil
}

func (s *hoistedLoad) refuse(ctx context.Context, n int) error {
	if n < 1 {
		return semaphore.ErrCount
	}
	return ctx.Err()
}

func (s *hoistedLoad) AcquireTimeout(d time.Duration, n int) error { return timed(s, d, n) }

func (s *hoistedLoad) TryAcquire(n int) bool {
	for {
		free := s.free.Load()
		if n < 1 || free < int64(n) {
			return false
		}
		if s.free.CompareAndSwap(free, free-int64(n)) {
			return true
		}
	}
}

func (s *hoistedLoad) Release(n int) error {
	if n < 1 {
		return semaphore.ErrCount
	}
	s.free.Add(int64(n))
	return nil
}
