package semaphore

import (
	"context"
	"time"
)

// BoundedSemaphore is a [Semaphore] that never has more free permits than it was made with.
// Releasing a permit that nobody holds is refused, which finds the mistake of releasing twice where
// it is made.
//
// All methods may be called by any number of goroutines at once. The zero value has no permits and
// refuses every call. A BoundedSemaphore must not be copied after first use.
type BoundedSemaphore struct {
	pool  pool
	limit int // the initial number of permits; free + held = limit
}

// NewBounded returns a bounded semaphore with the given number of permits, all free. It panics if
// permits is negative or more than [MaxPermits].
func NewBounded(permits int) *BoundedSemaphore {
	s := &BoundedSemaphore{limit: permits}
	s.pool.fill(permits)
	return s
}

// Acquire takes n permits, waiting for them if need be, and returns nil; or it takes none and
// returns an error: ctx.Err() if ctx was done on entry or became done while the call waited,
// [ErrCount] if n < 1, [ErrNever] if n is more than the initial number of permits.
//
// When ctx becomes done after the permits were granted, Acquire returns nil and the caller holds
// them.
func (s *BoundedSemaphore) Acquire(ctx context.Context, n int) error {
	return s.pool.acquire(ctx, n, s.limit)
}

// AcquireTimeout takes n permits, waiting for them no longer than d, and returns nil; or it takes
// none and returns an error: [ErrTimeout] if they could not be had in time, [ErrCount] if n < 1,
// [ErrNever] if n is more than the initial number of permits. With d <= 0 it tries once, as
// TryAcquire does.
func (s *BoundedSemaphore) AcquireTimeout(d time.Duration, n int) error {
	return s.pool.acquireTimeout(d, n, s.limit)
}

// TryAcquire takes n permits if they are free and no call is queued, and reports whether it did. It
// never waits. With n < 1 it takes nothing and reports false.
func (s *BoundedSemaphore) TryAcquire(n int) bool {
	return n >= 1 && s.pool.take(n)
}

// Release frees n permits and hands them to the queue. It never waits for a permit or a waiter. It
// refuses with [ErrCount] if n < 1 and with [ErrOverRelease] if fewer than n permits are held; a
// refused release changes nothing. The caller need not be the one who acquired.
func (s *BoundedSemaphore) Release(n int) error {
	return s.pool.release(n, s.limit, ErrOverRelease)
}

// Free returns the number of free permits at some moment during the call. It can be positive while
// calls are queued: the first of them then asks for more.
func (s *BoundedSemaphore) Free() int {
	return s.pool.free()
}
