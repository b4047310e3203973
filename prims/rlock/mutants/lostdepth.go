package mutants

import (
	"context"
	"sync/atomic"
	"time"
)

// lostDepth counts the depth outside the mutex, by compare-and-swap: only the owner changes it, and the owner is inside. Where it fails, it says, the depth
// has just been counted already.
//
// But an owner is a value, and two goroutines can act for it at once. Of their two calls one is lost.
type lostDepth struct {
	sound
	extra atomic.Int64 // how often the owner has taken the lock again
}

func (l *lostDepth) again(owner int) bool {
	l.mu.Lock()
	mine := l.owner == owner
	l.mu.Unlock()
	if mine {
		n := l.extra.Load()
		l.extra.CompareAndSwap(n, n+1)
	}
	return mine
}

func (l *lostDepth) Acquire(ctx context.Context, owner int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if l.again(owner) {
		return nil
	}
	return l.sound.Acquire(ctx, owner)
}

func (l *lostDepth) AcquireTimeout(d time.Duration, owner int) error { return timed(l, d, owner) }

func (l *lostDepth) TryAcquire(owner int) bool {
	return l.again(owner) || l.sound.TryAcquire(owner)
}

func (l *lostDepth) Release(owner int) error {
	l.mu.Lock()
	if l.owner == owner && l.extra.Load() > 0 {
		l.extra.Add(-1)
		l.mu.Unlock()
		return nil
	}
	l.mu.Unlock()
	return l.sound.Release(owner)
}

func (l *lostDepth) Depth(owner int) int {
	d := l.sound.Depth(owner)
	if d > 0 {
		d += int(l.extra.Load())
	}
	return d
}
