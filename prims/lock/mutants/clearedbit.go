package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
	"github.com/tenter-go/tenter/prims/lock"
)

// clearedBit keeps a flag beside the queue that says whether anybody is in it, so that a Release that
// meets nobody needs no look at the queue.
//
// Who joins the queue sets the flag, and who leaves it clears it. But one who gives up may leave others
// behind: their Release finds the flag clear and frees a lock that somebody waits for.
type clearedBit struct {
	sound
	queued bool // guarded by mu
}

func (l *clearedBit) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := l.join()
	if w == nil {
		return nil
	}
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		err := l.abandon(w, ctx.Err())
		if err != nil {
			l.mu.Lock()
			l.queued = false // right only if w was alone
			l.mu.Unlock()
		}
		return err
	}
}

func (l *clearedBit) join() *waitlist.Waiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.held {
		l.held = true
		return nil
	}
	w := waitlist.New(0)
	l.queue.Push(w)
	l.queued = true
	return w
}

func (l *clearedBit) AcquireTimeout(d time.Duration) error { return timed(l, d) }

func (l *clearedBit) Release() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.held:
		return lock.ErrFree
	case !l.queued:
		l.held = false
	default:
		l.handOver()
		l.queued = !l.queue.Empty()
	}
	return nil
}
