package mutants

import (
	"context"
	"time"
)

// lostHandOver knows that a hand-over and a cancellation can meet: a waiter that gives up looks
// whether it was handed the lock meanwhile, and only if not, it leaves the queue.
//
// It looks before it takes the mutex. A Release in between hands the lock to a waiter that is on its
// way out, and nobody will ever release it.
type lostHandOver struct{ sound }

func (l *lostHandOver) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := l.enter()
	if w == nil {
		return nil
	}
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
	}
	select {
	case <-w.Ready: // handed over meanwhile
		return nil
	default:
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue.Remove(w) // would say whether w was still queued
	return ctx.Err()
}

func (l *lostHandOver) AcquireTimeout(d time.Duration) error { return timed(l, d) }
