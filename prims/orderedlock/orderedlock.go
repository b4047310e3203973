package orderedlock

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/tenter-go/tenter/prims/lock"
)

// Errors of this package, to be matched with [errors.Is].
var (
	// ErrOrder is what every OrderError is.
	ErrOrder = errors.New("orderedlock: out of order")
	// ErrNotHeld refuses to release a lock that the owner does not hold.
	ErrNotHeld = errors.New("orderedlock: released by an owner that does not hold it")
	// ErrBusy refuses a call for an owner that is in the middle of another one.
	ErrBusy = errors.New("orderedlock: the owner is in the middle of another call")
	// ErrTimeout ends an AcquireTimeout that did not get the lock in time. It took nothing.
	ErrTimeout = errors.New("orderedlock: timed out")
)

// OrderError refuses to wait for a lock while one of the same or of a higher rank is held.
type OrderError struct {
	Wanted, Held     *Lock
	WantedAt, HeldAt string // file:line of the two calls
}

// Error names both locks and both places.
func (e *OrderError) Error() string {
	return fmt.Sprintf("%v: %s is wanted at %s, but %s is held since %s — take them the other way round, or give their ranks another order",
		ErrOrder, e.Wanted, e.WantedAt, e.Held, e.HeldAt)
}

// Is makes an OrderError match [ErrOrder].
func (e *OrderError) Is(target error) bool { return target == ErrOrder }

// Lock is a lock with a rank. All methods may be called by any number of goroutines at once. It is made by
// [New], and must not be copied.
type Lock struct {
	inner lock.Lock
	name  string
	rank  int
}

// New returns a free lock. Its name is for messages; locks of the same rank can't be held together by one
// owner unless they were tried for.
func New(name string, rank int) *Lock { return &Lock{name: name, rank: rank} }

// String returns the name and the rank.
func (l *Lock) String() string { return fmt.Sprintf("%q (rank %d)", l.name, l.rank) }

// Acquire takes the lock for o, waiting for it if need be, and returns nil; or it takes nothing and returns
// an error: an [OrderError] if o holds a lock of the same or of a higher rank, ctx.Err() if ctx was done on
// entry or became done while the call waited, or [ErrBusy].
func (l *Lock) Acquire(ctx context.Context, o *Owner) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return l.acquire(o, here(), func() error { return l.inner.Acquire(ctx) })
}

// AcquireTimeout is Acquire with a time-out in place of a context: it returns [ErrTimeout] if the lock could
// not be had within d. With d <= 0 it tries once, if the order allows that.
func (l *Lock) AcquireTimeout(d time.Duration, o *Owner) error {
	return l.acquire(o, here(), func() error {
		if err := l.inner.AcquireTimeout(d); err != nil {
			return ErrTimeout
		}
		return nil
	})
}

func (l *Lock) acquire(o *Owner, at place, take func() error) error {
	if !o.begin() {
		return ErrBusy
	}
	defer o.end()
	if top := o.highest(); top != nil && top.lock.rank >= l.rank {
		return &OrderError{Wanted: l, Held: top.lock, WantedAt: at.String(), HeldAt: top.at.String()}
	}
	if err := take(); err != nil {
		return err
	}
	o.held = append(o.held, hold{l, at})
	return nil
}

// TryAcquire takes the lock for o if it is free, whatever o holds, and reports whether it did. It returns
// [ErrBusy] for an owner that is in the middle of another call.
func (l *Lock) TryAcquire(o *Owner) (bool, error) {
	at := here()
	if !o.begin() {
		return false, ErrBusy
	}
	defer o.end()
	if !l.inner.TryAcquire() {
		return false, nil
	}
	o.held = append(o.held, hold{l, at})
	return true, nil
}

// Release frees the lock, or hands it to the call that waits longest. It refuses with [ErrNotHeld] if o
// does not hold the lock, and with [ErrBusy].
func (l *Lock) Release(o *Owner) error {
	if !o.begin() {
		return ErrBusy
	}
	defer o.end()
	i := o.index(l)
	if i < 0 {
		return ErrNotHeld
	}
	o.held = slices.Delete(o.held, i, i+1)
	return l.inner.Release()
}

// Locked reports whether the lock was held, by whomever, at some moment during the call.
func (l *Lock) Locked() bool { return l.inner.Locked() }
