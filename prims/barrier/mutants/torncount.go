package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/barrier"
)

// tornCount takes the mutex twice in each Wait, briefly each time: to look how many have arrived, and to count itself.
// Each access is guarded, but not the two of them together. Two calls that both find the same number both are the first,
// and none is the last.
type tornCount struct {
	sound
	count int
	calls int // that were counted: a check that no more are let go than belong together
}

func (b *tornCount) Wait(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	b.mu.Lock()
	index := b.count
	b.mu.Unlock()

	b.mu.Lock()
	if b.broken {
		b.mu.Unlock()
		return 0, barrier.ErrBroken
	}
	g := b.now
	b.count = index + 1
	if b.calls++; b.calls == b.parties && index == b.parties-1 {
		b.start()
		b.end(false)
	}
	b.mu.Unlock()
	return b.until(ctx, g, index)
}

func (b *tornCount) WaitTimeout(d time.Duration) (int, error) { return timed(b, d) }

func (b *tornCount) Waiting() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

func (b *tornCount) Abort() {
	b.mu.Lock()
	b.start()
	b.mu.Unlock()
	b.sound.Abort()
}

func (b *tornCount) Reset() {
	b.mu.Lock()
	b.start()
	b.mu.Unlock()
	b.sound.Reset()
}

// start begins to count anew. The caller holds mu.
func (b *tornCount) start() { b.count, b.calls = 0, 0 }
