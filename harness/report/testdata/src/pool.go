package pool

import (
	"context"
	"sync"
)

// Pool hands out permits in the order in which they are asked for.
type Pool struct {
	mu      sync.Mutex
	free    int
	waiters []chan struct{}
}

// Acquire takes a permit, or gives up when ctx is done.
func (p *Pool) Acquire(ctx context.Context) error {
	p.mu.Lock()
	if p.free > 0 {
		p.free--
		p.mu.Unlock()
		return nil
	}
	ready := p.enqueue()
	p.mu.Unlock()
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Pool) enqueue() chan struct{} {
	ready := make(chan struct{})
	p.waiters = append(p.waiters, ready)
	return ready
}

// Release gives a permit back.
func (p *Pool) Release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.waiters) == 0 {
		p.free++
		return
	}
	p.grant()
}

// grant hands the permit to whoever has waited longest.
func (p *Pool) grant() {
	ready := p.waiters[0]
	p.waiters = p.waiters[1:]
	close(ready)
}
