package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/internal/waitlist"
	"github.com/tenter-go/tenter/prims/rlock"
)

// flagged is a sound lock that says in a flag whether it is held, and by its owner's number by whom.
type flagged struct {
	sound
	held bool // guarded by mu
}

func (l *flagged) Acquire(ctx context.Context, owner int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return l.wait(ctx, l.enter(owner))
}

func (l *flagged) enter(owner int) *waitlist.Waiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.take(owner) {
		return nil
	}
	return l.join(owner)
}

func (l *flagged) take(owner int) bool {
	if l.held && l.owner != owner {
		return false
	}
	l.held, l.owner = true, owner
	l.depth++
	return true
}

func (l *flagged) TryAcquire(owner int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.take(owner)
}

func (l *flagged) AcquireTimeout(d time.Duration, owner int) error { return timed(l, d, owner) }

// staleOwner does not erase its owner's number when it frees the lock: the next owner will overwrite it.
// Until then the last one finds itself inside, and adds to the depth of a lock that is free for
// everybody else as well.
type staleOwner struct{ flagged }

func (l *staleOwner) Acquire(ctx context.Context, owner int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if l.again(owner) {
		return nil
	}
	return l.flagged.Acquire(ctx, owner)
}

// again is the short way in, for the owner.
func (l *staleOwner) again(owner int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.owner != owner {
		return false
	}
	l.depth++
	return true
}

func (l *staleOwner) TryAcquire(owner int) bool {
	return l.again(owner) || l.flagged.TryAcquire(owner)
}

func (l *staleOwner) AcquireTimeout(d time.Duration, owner int) error { return timed(l, d, owner) }

func (l *staleOwner) Release(owner int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.owner != owner || l.depth == 0 {
		return rlock.ErrNotHeld
	}
	if l.depth--; l.depth > 0 {
		return nil
	}
	l.handOver()
	if l.held = l.depth > 0; !l.held {
		l.owner = owner // as it was
	}
	return nil
}
