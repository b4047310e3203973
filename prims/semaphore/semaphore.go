package semaphore

import (
	"context"
	"errors"
	"math"
	"time"
)

// MaxPermits is the largest number of permits that can be free at once. One bit of the word that
// holds the number has another use.
const MaxPermits = math.MaxInt >> 1

// Errors of this package. Match them with [errors.Is]: some are returned with the numbers that
// explain them.
var (
	// ErrCount refuses a call for fewer than one permit.
	ErrCount = errors.New("semaphore: fewer than one permit")
	// ErrNever refuses to wait for more permits than can ever be free at once.
	ErrNever = errors.New("semaphore: more permits than can ever be free")
	// ErrTimeout ends an AcquireTimeout that did not get its permits in time. It took nothing.
	ErrTimeout = errors.New("semaphore: timed out")
	// ErrOverflow refuses a release that would leave more than MaxPermits free.
	ErrOverflow = errors.New("semaphore: too many permits")
	// ErrOverRelease refuses a release of more permits of a BoundedSemaphore than are held.
	ErrOverRelease = errors.New("semaphore: released more permits than are held")
)

// Semaphore is a counting semaphore. Releases may raise the number of free permits above the
// initial one.
//
// All methods may be called by any number of goroutines at once. The zero value has no free
// permits. A Semaphore must not be copied after first use.
type Semaphore struct {
	pool pool
}

// New returns a semaphore with the given number of free permits. It panics if permits is negative
// or more than [MaxPermits].
func New(permits int) *Semaphore {
	s := new(Semaphore)
	s.pool.fill(permits)
	return s
}

// Acquire takes n permits, waiting for them if need be, and returns nil; or it takes none and
// returns an error: ctx.Err() if ctx was done on entry or became done while the call waited,
// [ErrCount] if n < 1, [ErrNever] if n > [MaxPermits].
//
// When ctx becomes done after the permits were granted, Acquire returns nil and the caller holds
// them.
func (s *Semaphore) Acquire(ctx context.Context, n int) error {
	return s.pool.acquire(ctx, n, MaxPermits)
}

// AcquireTimeout takes n permits, waiting for them no longer than d, and returns nil; or it takes
// none and returns an error: [ErrTimeout] if they could not be had in time, [ErrCount] if n < 1,
// [ErrNever] if n > [MaxPermits]. With d <= 0 it tries once, as TryAcquire does.
func (s *Semaphore) AcquireTimeout(d time.Duration, n int) error {
	return s.pool.acquireTimeout(d, n, MaxPermits)
}

// TryAcquire takes n permits if they are free and no call is queued, and reports whether it did. It
// never waits. With n < 1 it takes nothing and reports false.
func (s *Semaphore) TryAcquire(n int) bool {
	return n >= 1 && s.pool.take(n)
}

// Release frees n permits and hands them to the queue. It never waits for a permit or a waiter. It
// refuses with [ErrCount] if n < 1 and with [ErrOverflow] if more than [MaxPermits] would be free;
// a refused release changes nothing. The caller need not have acquired anything.
func (s *Semaphore) Release(n int) error {
	return s.pool.release(n, MaxPermits, ErrOverflow)
}

// Free returns the number of free permits at some moment during the call. It can be positive while
// calls are queued: the first of them then asks for more.
func (s *Semaphore) Free() int {
	return s.pool.free()
}
