package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/barrier"
)

// lateReset lets the others go and then sets the count back for the next generation. One of them comes
// round again in between, and is counted on top of a full generation.
type lateReset struct{ sound }

func (b *lateReset) Wait(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	b.mu.Lock()
	if b.broken {
		b.mu.Unlock()
		return 0, barrier.ErrBroken
	}
	g, index := b.now, b.arrived
	b.arrived++
	last := b.arrived == b.parties
	if last {
		b.now = newGeneration()
		close(g.done)
	}
	b.mu.Unlock()
	if last {
		b.mu.Lock()
		b.arrived = 0
		b.mu.Unlock()
	}
	return b.until(ctx, g, index)
}

func (b *lateReset) WaitTimeout(d time.Duration) (int, error) { return timed(b, d) }
