package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/barrier"
)

// lateVerdict is what CPython does: one flag says whether the barrier is broken, and who wakes looks at
// it. An abort that comes when the generation is full, but before all have woken, breaks it for the
// latter, and not for the one that came last.
type lateVerdict struct{ sound }

func (b *lateVerdict) Wait(ctx context.Context) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	g, index, err := b.arrive()
	if err != nil {
		return 0, err
	}
	if index == b.parties-1 {
		return index, nil
	}
	index, err = b.until(ctx, g, index)
	if err == nil && b.Broken() {
		return 0, barrier.ErrBroken
	}
	return index, err
}

func (b *lateVerdict) WaitTimeout(d time.Duration) (int, error) { return timed(b, d) }
