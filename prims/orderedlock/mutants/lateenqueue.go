package mutants

import (
	"context"

	"github.com/tenter-go/tenter/prims/orderedlock"
)

// lateEnqueue checks the order and tries the lock in one critical section, and joins the queue in another.
// A Release in between finds nobody queued and frees the lock, and then the waiter waits for a lock that is
// free.
type lateEnqueue struct{ sound }

func (l *lateEnqueue) Acquire(ctx context.Context, owner, lock int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !l.begin(owner) {
		return orderedlock.ErrBusy
	}
	defer l.end(owner)
	l.mu.Lock()
	wrong := l.outOfOrder(owner, lock)
	got := !wrong && l.take(owner, lock)
	l.mu.Unlock()
	switch {
	case wrong:
		return orderedlock.ErrOrder
	case got:
		return nil
	}
	l.mu.Lock()
	w := l.join(owner, lock)
	l.mu.Unlock()
	return l.wait(ctx, w, lock)
}
