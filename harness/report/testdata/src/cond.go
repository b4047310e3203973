package cond

import "sync"

// Latch opens once; everybody waits until it is open.
type Latch struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

// Wait waits until the latch is open.
func (l *Latch) Wait() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for !l.open {
		l.cond.Wait()
	}
}

// Open opens the latch.
func (l *Latch) Open() {
	l.mu.Lock()
	l.open = true
	l.mu.Unlock()
	l.cond.Signal()
}
