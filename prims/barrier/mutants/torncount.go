package mutants

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/tenter-go/tenter/prims/barrier"
)

// tornCount counts arrivals in an atomic variable, which makes each access atomic and not the two of them
// together. Two calls that both find the same number both are the first, and none is the last.
type tornCount struct {
	sound
	count atomic.Int64
}

func (b *tornCount) Wait(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	b.mu.Lock()
	g, broken := b.now, b.broken
	b.mu.Unlock()
	if broken {
		return 0, barrier.ErrBroken
	}
	index := int(b.count.Load())
	b.count.Store(int64(index + 1))
	if index == b.parties-1 {
		b.mu.Lock()
		b.count.Store(0)
		b.end(false)
		b.mu.Unlock()
	}
	return b.until(ctx, g, index)
}

func (b *tornCount) WaitTimeout(d time.Duration) (int, error) { return timed(b, d) }

func (b *tornCount) Waiting() int { return int(b.count.Load()) }

func (b *tornCount) Abort() {
	b.count.Store(0)
	b.sound.Abort()
}

func (b *tornCount) Reset() {
	b.count.Store(0)
	b.sound.Reset()
}
