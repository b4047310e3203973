package mutants

import (
	"context"
	"time"
)

// lateChannel counts the arrival in one critical section and looks up what to wait for in another. If the
// generation becomes full in between, what it finds belongs to the next one.
type lateChannel struct{ sound }

func (b *lateChannel) Wait(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	g, index, err := b.arrive()
	if err != nil {
		return 0, err
	}
	if index < b.parties-1 {
		b.mu.Lock()
		g = b.now
		b.mu.Unlock()
	}
	return b.until(ctx, g, index)
}

func (b *lateChannel) WaitTimeout(d time.Duration) (int, error) { return timed(b, d) }
