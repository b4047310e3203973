package gate

import (
	"sync"
	"sync/atomic"
)

// Gate lets everybody pass once it was opened, and counts that.
type Gate struct {
	mu    sync.Mutex
	wake  sync.Cond
	opens atomic.Int64
}

func New() *Gate {
	g := &Gate{}
	g.wake.L = &g.mu
	return g
}

// Open is wrong in one way or in another, as the build tag has it: it loses a wake-up to who has looked and does not wait yet, or
// it loses a count.
func (g *Gate) Open() {
	if lossy {
		g.opens.Store(g.opens.Load() + 1)
		g.mu.Lock()
		defer g.mu.Unlock()
	} else {
		g.opens.Add(1)
	}
	g.wake.Broadcast()
}

func (g *Gate) Pass() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for g.opens.Load() == 0 {
		g.wake.Wait()
	}
}

func (g *Gate) Opens() int { return int(g.opens.Load()) }
