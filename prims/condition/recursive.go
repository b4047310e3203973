package condition

import (
	"context"
	"math"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
	"github.com/tenter-go/tenter/prims/rlock"
)

// Recursive is a condition over a reentrant lock. All methods take the owner for whom they are called and
// may be called by any number of goroutines at once. It is made by [NewRecursive], and must not be copied.
type Recursive struct {
	l  *rlock.RLock
	ws waiters
}

// NewRecursive returns a condition over l, with nobody waiting. It panics if l is nil.
func NewRecursive(l *rlock.RLock) *Recursive {
	if l == nil {
		panic("condition: NewRecursive(nil): a condition needs a lock")
	}
	return &Recursive{l: l}
}

// Wait is [Condition.Wait] for an owner: it gives up the lock at all levels, and takes it again at as many.
// It returns [ErrNotHeld] if o does not hold the lock.
func (c *Recursive) Wait(ctx context.Context, o *rlock.Owner) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w, depth, err := c.join(o)
	if err != nil {
		return err
	}
	return c.back(o, depth, c.ws.until(ctx, w))
}

// WaitTimeout is [Condition.WaitTimeout] for an owner.
func (c *Recursive) WaitTimeout(d time.Duration, o *rlock.Owner) error {
	w, depth, err := c.join(o)
	if err != nil {
		return err
	}
	return c.back(o, depth, c.ws.within(d, w))
}

// join gives up the lock at all levels and joins those who wait.
func (c *Recursive) join(o *rlock.Owner) (w *waitlist.Waiter, depth int, err error) {
	w, err = c.ws.join(func() error {
		depth, err = c.l.Unwind(o)
		return err
	})
	return w, depth, err
}

// back takes the lock again, and returns the outcome of the wait. It fails only where another goroutine
// has taken the lock for o meanwhile, so often that both together are too many.
func (c *Recursive) back(o *rlock.Owner, depth int, outcome error) error {
	if err := c.l.Rewind(o, depth); err != nil {
		return err
	}
	return outcome
}

// WaitFor is [Condition.WaitFor] for an owner.
func (c *Recursive) WaitFor(ctx context.Context, o *rlock.Owner, predicate func() bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.l.Depth(o) == 0 {
		return ErrNotHeld
	}
	return loop(predicate, func() error { return c.Wait(ctx, o) })
}

// WaitForTimeout is [Condition.WaitForTimeout] for an owner.
func (c *Recursive) WaitForTimeout(d time.Duration, o *rlock.Owner, predicate func() bool) error {
	if c.l.Depth(o) == 0 {
		return ErrNotHeld
	}
	return loopTimeout(d, predicate, func(d time.Duration) error { return c.WaitTimeout(d, o) })
}

// Notify is [Condition.Notify] for an owner, who must hold the lock.
func (c *Recursive) Notify(n int, o *rlock.Owner) error {
	return c.ws.notify(n, func() bool { return c.l.Depth(o) > 0 })
}

// NotifyAll is [Condition.NotifyAll] for an owner, who must hold the lock.
func (c *Recursive) NotifyAll(o *rlock.Owner) error { return c.Notify(math.MaxInt, o) }
