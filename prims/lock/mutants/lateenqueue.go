package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
)

// lateEnqueue tries first and joins the queue if the try fails. A Release that comes in between finds
// nobody queued and frees the lock, and then the waiter waits for a lock that is free.
type lateEnqueue struct{ sound }

func (l *lateEnqueue) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if l.TryAcquire() {
		return nil
	}
	w := waitlist.New(0)
	l.mu.Lock()
	l.queue.Push(w)
	l.mu.Unlock()
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
		return l.abandon(w, ctx.Err())
	}
}

func (l *lateEnqueue) AcquireTimeout(d time.Duration) error { return timed(l, d) }
