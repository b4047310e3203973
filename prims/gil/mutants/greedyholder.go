package mutants

import (
	"context"
	"time"

	"github.com/tenter-go/tenter/prims/gil"
)

// greedyHolder is how CPython's lock was before 3.2: a forced switch frees the lock, wakes who waits, and
// takes the lock again. The holder runs, and who was woken has yet to: it finds the lock taken, and waits
// on.
type greedyHolder struct{ sound }

func (g *greedyHolder) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for {
		w := g.enter()
		if w == nil {
			return nil
		}
		if err := g.wait(ctx, w); err != nil {
			return err
		}
	}
}

func (g *greedyHolder) Release() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.held {
		return gil.ErrFree
	}
	g.free()
	return nil
}

// free frees the lock and wakes one who waits. The caller holds mu.
func (g *greedyHolder) free() {
	g.changed, g.held = time.Now(), false
	if w := g.queue.Pop(); w != nil {
		close(w.Ready)
	}
}

func (g *greedyHolder) Checkpoint() (switched bool, err error) {
	g.mu.Lock()
	if due, err := g.due(); !due {
		g.mu.Unlock()
		return false, err
	}
	g.free()
	g.mu.Unlock()
	return true, g.Acquire(context.Background())
}
