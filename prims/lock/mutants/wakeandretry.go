package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/lock"
)

// wakeAndRetry is how locks with a high throughput work: Release frees the lock and wakes a waiter,
// which tries again. Nothing is lost by it, but the promise of an order: a newcomer may be faster than
// the waiter, which then goes to the end of the queue.
type wakeAndRetry struct{ sound }

func (l *wakeAndRetry) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		w := l.enter()
		if w == nil {
			return nil
		}
		select {
		case <-w.Ready:
		case <-ctx.Done():
			if err := l.abandon(w, ctx.Err()); err != nil {
				return err
			}
			// Woken as well: it tries once more, so that the wake-up is not lost.
			if l.TryAcquire() {
				return nil
			}
			return ctx.Err()
		}
	}
}

func (l *wakeAndRetry) AcquireTimeout(d time.Duration) error { return timed(l, d) }

func (l *wakeAndRetry) Release() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.held {
		return lock.ErrFree
	}
	l.held = false
	if w := l.queue.Pop(); w != nil {
		close(w.Ready)
	}
	return nil
}
