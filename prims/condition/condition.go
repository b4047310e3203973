package condition

import (
	"context"
	"math"
	"time"

	"github.com/tenter-go/tenter/prims/lock"
)

// Condition is a condition over a lock. All methods may be called by any number of goroutines at once. It
// is made by [New], and must not be copied.
type Condition struct {
	l  *lock.Lock
	ws waiters
}

// New returns a condition over l, with nobody waiting. It panics if l is nil.
func New(l *lock.Lock) *Condition {
	if l == nil {
		panic("condition: New(nil): a condition needs a lock")
	}
	return &Condition{l: l}
}

// Wait gives up the lock, waits for a notification, takes the lock again and returns nil. It returns
// [ErrNotHeld] if the lock is not held, and ctx.Err() if ctx was done on entry or became done before a
// notification reached the call; in the latter case the lock is held again, in the others it is as it was.
func (c *Condition) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w, err := c.ws.join(c.l.Release)
	if err != nil {
		return err
	}
	err = c.ws.until(ctx, w)
	c.l.Lock()
	return err
}

// WaitTimeout is Wait with a time-out in place of a context: it returns [ErrTimeout], with the lock held
// again, if no notification reached it within d.
func (c *Condition) WaitTimeout(d time.Duration) error {
	w, err := c.ws.join(c.l.Release)
	if err != nil {
		return err
	}
	err = c.ws.within(d, w)
	c.l.Lock()
	return err
}

// WaitFor waits until the predicate is true and returns nil. The predicate is called with the lock held,
// once at first and again after each notification and after ctx became done; if it is false then, WaitFor
// returns ctx.Err(). It returns ctx.Err() also if ctx was done on entry, and [ErrNotHeld] if the lock is
// not held; the predicate is not called then.
func (c *Condition) WaitFor(ctx context.Context, predicate func() bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !c.l.Locked() {
		return ErrNotHeld
	}
	return loop(predicate, func() error { return c.Wait(ctx) })
}

// WaitForTimeout is WaitFor with one time-out for the whole call. With d <= 0 it calls the predicate once
// and never gives up the lock.
func (c *Condition) WaitForTimeout(d time.Duration, predicate func() bool) error {
	if !c.l.Locked() {
		return ErrNotHeld
	}
	return loopTimeout(d, predicate, c.WaitTimeout)
}

// Notify lets go on the n calls that have waited longest, or all if fewer wait. It refuses with
// [ErrNotHeld] if the lock is not held.
func (c *Condition) Notify(n int) error { return c.ws.notify(n, c.l.Locked) }

// NotifyAll lets go on all calls that wait. It refuses with [ErrNotHeld] if the lock is not held.
func (c *Condition) NotifyAll() error { return c.Notify(math.MaxInt) }
