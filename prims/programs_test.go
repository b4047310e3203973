package prims_test

import (
	"sync"
	"sync/atomic"
)

// The programs of the benchmarks are plain Go. They come under control as any code does: by being rewritten.

// queue has three goroutines put twice into a mutex-guarded queue and take once from it. There are 9!/(3!·3!·3!) = 1,680 orders of the
// nine locks.
type queue struct {
	mu    sync.Mutex
	items []int
	order []byte // who took the lock, in turn
}

func (q *queue) put(who byte, v int) {
	q.mu.Lock()
	q.items = append(q.items, v)
	q.order = append(q.order, who)
	q.mu.Unlock()
}

func (q *queue) take(who byte) {
	q.mu.Lock()
	if len(q.items) > 0 {
		q.items = q.items[1:]
	}
	q.order = append(q.order, who)
	q.mu.Unlock()
}

func (q *queue) run() {
	q.items, q.order = q.items[:0], q.order[:0]
	var wg sync.WaitGroup
	for who := range byte(3) {
		wg.Go(func() {
			q.put(who, 1)
			q.put(who, 2)
			q.take(who)
		})
	}
	wg.Wait()
}

// counter has three goroutines each count three times by load and compare-and-swap.
type counter struct{ n atomic.Int64 }

func (c *counter) run() {
	c.n.Store(0)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for range 3 {
				for {
					v := c.n.Load()
					if c.n.CompareAndSwap(v, v+1) {
						break
					}
				}
			}
		})
	}
	wg.Wait()
}
