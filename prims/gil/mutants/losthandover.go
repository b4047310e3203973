package mutants

import "context"

// lostHandOver knows that a hand-over and a cancellation can meet: a waiter that was cancelled looks
// whether it was handed the lock meanwhile, and only if not, it leaves the queue. It looks before it locks
// the queue. A hand-over in between makes it the holder of a lock that it will not release.
type lostHandOver struct{ sound }

func (g *lostHandOver) Acquire(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := g.enter()
	if w == nil {
		return nil
	}
	select {
	case <-w.Ready:
		return nil
	case <-ctx.Done():
	}
	select {
	case <-w.Ready: // handed over meanwhile
		return nil
	default:
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.queue.Remove(w) // would say whether w was still queued
	return ctx.Err()
}
